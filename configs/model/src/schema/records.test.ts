// SPDX-License-Identifier: MIT
// The C headers are the truth about layout and numbers: a program compiled
// from them prints what the tables must say.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as constants from '../constants.js';
import type { FieldType, StructField } from './field-types.js';
import { layoutOf, sizeOf } from './layout.js';
import * as records from './records.js';

const include = fileURLToPath(new URL('../../../include', import.meta.url));

interface Fact {
  /** A C expression of integer type. */
  readonly expression: string;
  readonly expected: bigint;
}

/** Run a program that prints the expressions, each on its own line. */
function evaluateInC(expressions: readonly string[]): bigint[] {
  assert.equal(
    spawnSync('gcc', ['--version']).status,
    0,
    'gcc is needed to compare the tables with the C headers: install gcc and libc6-dev',
  );
  const folder = mkdtempSync(join(tmpdir(), 'cell-config-'));
  try {
    const prints = expressions.map((e) => `  printf("%llu\\n", (unsigned long long)(${e}));`);
    const source = join(folder, 'facts.c');
    writeFileSync(
      source,
      `#include <stddef.h>\n#include <stdio.h>\n#include <jailhouse/cell-config.h>\n` +
        `int main(void)\n{\n${prints.join('\n')}\n  return 0;\n}\n`,
    );
    const program = join(folder, 'facts');
    execFileSync('gcc', ['-w', '-I', include, source, '-o', program]);
    const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => BigInt(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkFacts(facts: readonly Fact[]): void {
  const actual = evaluateInC(facts.map(({ expression }) => expression));
  assert.deepEqual(
    facts.map(({ expression, expected }) => `${expression} = ${expected.toString()}`),
    facts.map(({ expression }, i) => `${expression} = ${String(actual[i])}`),
  );
}

/** sizeof and offsetof for every field, bit-fields excepted. */
function layoutFacts(type: string, record: StructField, prefix: string, base: number): Fact[] {
  return layoutOf(record).fields.flatMap((field) => {
    if (field.type.kind === 'bits') return [];
    const member = prefix + field.name;
    const offset = base + field.offset;
    const inner = innerStruct(field.type);
    return [
      { expression: `offsetof(${type}, ${member})`, expected: BigInt(offset) },
      { expression: `sizeof(((${type} *)0)->${member})`, expected: BigInt(sizeOf(field.type)) },
      ...(inner ? layoutFacts(type, inner.record, `${member}${inner.index}.`, offset) : []),
    ];
  });
}

function innerStruct(type: FieldType): { record: StructField; index: string } | undefined {
  if (type.kind === 'struct') return { record: type, index: '' };
  if (type.kind === 'overlay') return innerStruct(type.of as FieldType);
  if (type.kind !== 'array') return undefined;
  const inner = innerStruct(type.of as FieldType);
  return inner && { record: inner.record, index: '[0]' };
}

const tables: StructField[] = Object.values(records).filter(
  (value) => !Array.isArray(value),
) as StructField[];

describe('The tables of records', () => {
  it('have the sizes and offsets that the C headers have', () => {
    const facts = tables.flatMap((record) => [
      { expression: `sizeof(${record.tag})`, expected: BigInt(layoutOf(record).size) },
      ...layoutFacts(record.tag, record, '', 0),
    ]);
    assert.ok(facts.length > 150);
    checkFacts(facts);
  });

  it('put bit-fields where the C compiler puts them', () => {
    const fields = layoutOf(records.pciDeviceRecord).fields;
    const facts = fields
      .filter(({ type }) => type.kind === 'bits' && !type.unnamed)
      .map(({ name, offset, shift }) => ({
        expression: `({ union { struct jailhouse_pci_device d; unsigned char b[56]; } u = {0}; u.d.${name} = 1; u.b[${offset}]; })`,
        expected: 1n << BigInt(shift),
      }));
    assert.equal(facts.length, 2);
    checkFacts(facts);
  });

  it('name no field that the headers lack, and leave none out', () => {
    // Fields fill their records without a gap, and the sizes above are equal.
    for (const record of tables) {
      let end = 0;
      for (const field of layoutOf(record).fields) {
        assert.ok(field.offset <= end, `a gap before ${record.tag}.${field.name}`);
        end = Math.max(end, field.offset + field.size);
      }
      assert.equal(end, layoutOf(record).size);
    }
  });
});

describe('The constants', () => {
  it('have the values of the macros in the C headers', () => {
    const named = (prefix: string, table: Readonly<Record<string, bigint | number>>): Fact[] =>
      Object.entries(table).map(([name, value]) => ({
        expression: `${prefix}${name}`,
        expected: BigInt(value),
      }));
    checkFacts([
      { expression: 'JAILHOUSE_CONFIG_REVISION', expected: BigInt(constants.configRevision) },
      ...named('JAILHOUSE_', constants.architectures),
      ...named('JAILHOUSE_MEM_', constants.memoryFlags),
      ...named('JAILHOUSE_PCI_TYPE_', constants.pciTypes),
      ...named('JAILHOUSE_IOMMU_', constants.iommuTypes),
      ...named('JAILHOUSE_CON_TYPE_', constants.consoleTypes),
      {
        expression: `__builtin_strcmp(JAILHOUSE_SYSTEM_SIGNATURE, "${constants.systemSignature}")`,
        expected: 0n,
      },
      {
        expression: `__builtin_strcmp(JAILHOUSE_CELL_DESC_SIGNATURE, "${constants.cellSignature}")`,
        expected: 0n,
      },
    ]);
  });
});
