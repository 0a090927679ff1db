// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setsOf } from '../fixes.test-support.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { regionOverIommu } from './region-over-iommu.js';

const system = sampleSystem({
  name: 'board',
  iommus: [
    { type: 2, base: 0xfed90000n, size: 0x1000 },
    {},
    { type: 2, base: 0xfed91000n, size: 0x1000 },
  ],
});

function run(physStart: bigint, size: bigint): ReturnType<typeof regionOverIommu.run> {
  const cells = [sampleCell({ name: 'demo', regions: [{ physStart, size }] })];
  return regionOverIommu.run({ system, cells });
}

describe('The check region-over-iommu', () => {
  it('finds a region over each unit that it covers', () => {
    const found = run(0xfed90000n, 0x2000n);
    assert.deepEqual(
      found.map(({ related }) => related?.[0]?.at.steps[3]),
      [0, 2],
    );
    assert.match(found[0]?.message ?? '', /^Memory region 0 of "demo" covers IOMMU 0:/);
    assert.match(found[0]?.message ?? '', /write over any other cell/);
    assert.deepEqual(setsOf(found[1])[0]?.value, 0x1000n);
  });

  it('accepts what lies beside, and units without an address', () => {
    assert.deepEqual([...run(0xfed92000n, 0x1000n), ...run(0n, 0x1000n)], []);
  });
});
