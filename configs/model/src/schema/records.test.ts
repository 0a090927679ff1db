// SPDX-License-Identifier: MIT
// The C headers are the truth about layout and numbers: a program compiled
// from them prints what the tables must say.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { checkFacts, checkNoGaps, recordFacts } from '../c-facts.test-support.js';
import type { Fact } from '../c-facts.test-support.js';
import * as constants from '../constants.js';
import type { StructField } from './field-types.js';
import { layoutOf } from './layout.js';
import * as records from './records.js';

const include = fileURLToPath(new URL('../../../include', import.meta.url));
const header = { options: ['-I', include], include: 'jailhouse/cell-config.h' };

const tables = Object.values<object>(records).filter(
  (value): value is StructField => 'kind' in value && value.kind === 'struct',
);

describe('The tables of records', () => {
  it('have the sizes and offsets that the C headers have', () => {
    const facts = tables.flatMap((record) => recordFacts(record.tag, record));
    assert.ok(facts.length > 150);
    checkFacts(facts, header);
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
    checkFacts(facts, header);
  });

  it('name no field that the headers lack, and leave none out', () => {
    // Fields fill their records without a gap, and the sizes above are equal.
    for (const record of tables) checkNoGaps(record);
  });
});

describe('The constants', () => {
  it('have the values of the macros in the C headers', () => {
    const named = (prefix: string, table: Readonly<Record<string, bigint | number>>): Fact[] =>
      Object.entries(table).map(([name, value]) => ({
        expression: `${prefix}${name}`,
        expected: BigInt(value),
      }));
    checkFacts(
      [
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
      ],
      header,
    );
  });
});
