// SPDX-License-Identifier: MIT
// What a C compiler makes of a header, asked by expressions, for comparison
// with the tables.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FieldType, StructField } from './schema/field-types.js';
import { layoutOf, sizeOf } from './schema/layout.js';

export interface Fact {
  /** A C expression of integer type. */
  readonly expression: string;
  readonly expected: bigint;
}

/** The compiler's options and the header that the expressions need. */
export interface Header {
  readonly options: readonly string[];
  readonly include: string;
}

/** Assert that the expressions have the expected values in C. */
export function checkFacts(facts: readonly Fact[], header: Header): void {
  const actual = evaluateInC(
    facts.map(({ expression }) => expression),
    header,
  );
  assert.deepEqual(
    facts.map(({ expression, expected }) => `${expression} = ${expected.toString()}`),
    facts.map(({ expression }, i) => `${expression} = ${String(actual[i])}`),
  );
}

/** Run a program that prints the expressions, each on its own line. */
function evaluateInC(expressions: readonly string[], { options, include }: Header): bigint[] {
  assert.equal(
    spawnSync('gcc', ['--version']).status,
    0,
    'gcc is needed to compare the tables with C headers: install gcc and libc6-dev',
  );
  const folder = mkdtempSync(join(tmpdir(), 'cell-config-'));
  try {
    const prints = expressions.map((e) => `  printf("%llu\\n", (unsigned long long)(${e}));`);
    const source = join(folder, 'facts.c');
    writeFileSync(
      source,
      `#include <stddef.h>\n#include <stdio.h>\n#include <${include}>\n` +
        `int main(void)\n{\n${prints.join('\n')}\n  return 0;\n}\n`,
    );
    const program = join(folder, 'facts');
    execFileSync('gcc', ['-w', ...options, source, '-o', program]);
    const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => BigInt(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** sizeof of a record, and sizeof and offsetof of every field, bit-fields excepted. */
export function recordFacts(type: string, record: StructField): Fact[] {
  return [
    { expression: `sizeof(${type})`, expected: BigInt(layoutOf(record).size) },
    ...fieldFacts(type, record, '', 0),
  ];
}

function fieldFacts(type: string, record: StructField, prefix: string, base: number): Fact[] {
  return layoutOf(record).fields.flatMap((field) => {
    if (field.type.kind === 'bits') return [];
    const member = prefix + field.name;
    const offset = base + field.offset;
    const inner = innerStruct(field.type);
    return [
      { expression: `offsetof(${type}, ${member})`, expected: BigInt(offset) },
      { expression: `sizeof(((${type} *)0)->${member})`, expected: BigInt(sizeOf(field.type)) },
      ...(inner ? fieldFacts(type, inner.record, `${member}${inner.index}.`, offset) : []),
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

/** Assert that a record's fields leave no gap. */
export function checkNoGaps(record: StructField): void {
  let end = 0;
  for (const field of layoutOf(record).fields) {
    assert.ok(field.offset <= end, `a gap before ${record.tag}.${field.name}`);
    end = Math.max(end, field.offset + field.size);
  }
  assert.equal(end, layoutOf(record).size);
}
