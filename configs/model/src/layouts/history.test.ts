// SPDX-License-Identifier: MIT
// Every layout against C: the records of a header written for this from what
// is known of each revision, and the sizes that were measured upstream.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { checkFacts, checkNoGaps, recordFacts } from '../c-facts.test-support.js';
import { headSize } from '../records-of-file.js';
import type { StructField } from '../schema/field-types.js';
import { layoutOf } from '../schema/layout.js';
import { currentLayout, layoutFor, layouts } from './history.js';
import type { Layout } from './layout.js';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** 12.3 as the header's LAYOUT has it: 123. */
function numberOf({ id }: Layout): number {
  return Math.round(Number(id) * 10);
}

/** Bytes of a system's head and a cell's, as compiled from upstream at each step. */
const measured: Readonly<Record<string, readonly [system: number, cell: number]>> = {
  '1.1': [328, 80],
  '1.2': [312, 80],
  '1.3': [320, 80],
  '1.4': [328, 80],
  '2': [328, 80],
  '3': [332, 80],
  '4': [332, 80],
  '5': [340, 88],
  '6': [340, 88],
  '7': [348, 96],
  '8': [356, 96],
  '9.1': [358, 96],
  '9.2': [362, 96],
  '10.1': [394, 128],
  '10.2': [394, 128],
  '11.1': [394, 128],
  '11.2': [426, 128],
  '11.3': [450, 128],
  '12.1': [454, 132],
  '12.2': [454, 132],
  '12.3': [454, 132],
  '12.4': [454, 132],
  '12.5': [486, 132],
  '12.6': [486, 132],
  '13.1': [486, 132],
  '13.2': [488, 132],
  '13.3': [488, 132],
  '14': [488, 132],
};

function elementRecords(layout: Layout): StructField[] {
  return layout.arrays.flatMap(({ of }) => (of.kind === 'struct' ? [of] : []));
}

describe('The layouts', () => {
  it('are those of every revision and variant, the newest first', () => {
    assert.deepEqual(
      layouts.map(({ id }) => id).sort((a, b) => Number(a) - Number(b)),
      Object.keys(measured).sort((a, b) => Number(a) - Number(b)),
    );
    assert.deepEqual(
      layouts.map(numberOf),
      layouts.map(numberOf).sort((a, b) => b - a),
    );
    assert.equal(layouts[0], currentLayout);
  });

  for (const layout of layouts) {
    it(`of revision ${layout.id} have the offsets and sizes that C gives them`, () => {
      const records = [layout.system, layout.cell, ...elementRecords(layout)];
      const facts = records.flatMap((record) =>
        recordFacts(record.tag === '__u32' ? 'union jailhouse_stream_id' : record.tag, record),
      );
      assert.ok(facts.length > 100);
      checkFacts(facts, {
        options: ['-I', fixtures, `-DLAYOUT=${numberOf(layout)}`],
        include: 'cell-config-history.h',
      });
      records.forEach(checkNoGaps);
    });
  }

  it('have the sizes that were measured upstream', () => {
    assert.deepEqual(
      Object.fromEntries(
        layouts.map((layout) => [
          layout.id,
          [headSize(layout, 'system'), headSize(layout, 'cell')],
        ]),
      ),
      measured,
    );
  });

  it('are found by revision, the last variant first, and by id', () => {
    assert.equal(layoutFor(12)?.id, '12.6');
    assert.equal(layoutFor('12')?.id, '12.6');
    assert.equal(layoutFor('12.1')?.id, '12.1');
    assert.equal(layoutFor(14), currentLayout);
    assert.equal(layoutFor(15), undefined);
  });

  it('put the bits of MSIs where C puts them', () => {
    const device = layoutFor('10.2')?.arrays.find(({ property }) => property === 'pciDevices')?.of;
    assert.ok(device?.kind === 'struct');
    const bits = layoutOf(device).fields.filter(({ type }) => type.kind === 'bits');
    assert.deepEqual(
      bits.map(({ name, offset, shift }) => [name, offset, shift]),
      [
        ['msi_64bits', 35, 0],
        ['msi_maskable', 35, 1],
        ['unnamed_bits', 35, 2],
      ],
    );
  });
});
