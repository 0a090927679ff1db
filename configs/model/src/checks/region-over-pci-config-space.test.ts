// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setsOf } from '../fixes.test-support.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import type { CellSample } from '../sample-config.test-support.js';
import { regionOverPciConfigSpace } from './region-over-pci-config-space.js';

const platform = { pciMmconfigBase: 0xb0000000n, pciMmconfigEndBus: 3 };

function run(
  regions: CellSample['regions'],
  info: typeof platform = platform,
): ReturnType<typeof regionOverPciConfigSpace.run> {
  const system = sampleSystem({ name: 'board', platform: info });
  const cells = [sampleCell({ name: 'demo', regions })];
  return regionOverPciConfigSpace.run({ system, cells });
}

describe('The check region-over-pci-config-space', () => {
  it('finds a region that ends in the configuration space of the last bus', () => {
    const start = 0xb03ff000n;
    const [problem, ...others] = run([
      { size: 0x1000n },
      { physStart: start, virtStart: start, size: 0x3000n },
    ]);
    assert.deepEqual(others, []);
    assert.match(
      problem?.message ?? '',
      /^Memory region 1 of "demo" covers the PCI configuration space: the region is 0xb03ff000-0xb0401fff \(12 KiB\), the device 0xb0000000-0xb03fffff \(4 MiB\)\./,
    );
    assert.match(problem?.message ?? '', /Start the region at 0xb0400000 \(size 0x2000\)\.$/);
    assert.ok(problem);
    assert.deepEqual(
      setsOf(problem).map(({ at, value }) => [at.steps[3], value]),
      [
        ['physStart', 0xb0400000n],
        ['virtStart', 0xb0400000n],
        ['size', 0x2000n],
      ],
    );
    assert.deepEqual(problem.related?.[0]?.at, {
      config: 'board.c',
      steps: ['system', 'platformInfo', 'pciMmconfigBase'],
    });
  });

  it('finds it in the root cell, too, and offers to end the region earlier', () => {
    const system = sampleSystem({
      platform,
      regions: [{ physStart: 0xa0000000n, size: 0x10000001n }],
    });
    const [problem] = regionOverPciConfigSpace.run({ system, cells: [] });
    assert.deepEqual(problem?.at?.steps, ['rootCell', 'memoryRegions', 0, 'size']);
    assert.equal(setsOf(problem)[0]?.value, 0x10000000n);
  });

  it('tells both halves of a region that lies around it, and asks to remove one inside of it', () => {
    const [around, inside] = run([
      { physStart: 0xa0000000n, size: 0x20000000n },
      { physStart: 0xb0000000n, size: 0x1000n },
    ]);
    assert.match(
      around?.message ?? '',
      /Split the region in two, 0xa0000000-0xafffffff \(256 MiB\) and 0xb0400000-0xbfffffff/,
    );
    assert.match(inside?.message ?? '', /Remove the region\.$/);
    assert.deepEqual(
      [around, inside].map((problem) => problem?.fix?.edits.map(({ kind }) => kind)),
      [['set', 'insert'], ['remove']],
    );
  });

  it('accepts neighbours, place holders and communication regions', () => {
    const regions = [
      { physStart: 0xaffff000n, size: 0x1000n },
      { physStart: 0xb0400000n, size: 0x1000n },
      { physStart: 0xb0000000n },
      { physStart: 0xb0000000n, size: 0x1000n, flags: 0x20n },
    ];
    assert.deepEqual(run(regions), []);
  });

  it('says nothing where there is no PCI configuration space', () => {
    assert.deepEqual(run([{ size: 0x1000n }], { pciMmconfigBase: 0n, pciMmconfigEndBus: 3 }), []);
  });
});
