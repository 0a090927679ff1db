// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleCell } from '../sample-config.test-support.js';
import type { CellSample } from '../sample-config.test-support.js';
import { problemLimit } from '../check.js';
import { regionOverlapInCell } from './region-overlap-in-cell.js';

type Regions = NonNullable<CellSample['regions']>;

function run(regions: Regions): ReturnType<typeof regionOverlapInCell.run> {
  return regionOverlapInCell.run({ cells: [sampleCell({ name: 'demo', regions })] });
}

describe('The check region-overlap-in-cell', () => {
  it('names both regions, their ranges and what is common', () => {
    const [problem, ...others] = run([
      { virtStart: 0x0n, physStart: 0x7fa00000n, size: 0x10000n },
      { virtStart: 0x80000000n, size: 0x1000n, flags: 0x23n },
      { virtStart: 0xf000n, physStart: 0x9000000n, size: 0x2000n },
    ]);
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, 'error');
    assert.match(
      problem.message,
      /^Memory regions 0 and 2 of "demo" overlap in the cell's addresses at 0xf000-0xffff \(4 KiB\)/,
    );
    assert.match(problem.message, /0x0-0xffff \(64 KiB\).*0xf000-0x10fff \(8 KiB\)/);
    assert.deepEqual(problem.at, {
      config: 'demo.c',
      steps: ['cell', 'memoryRegions', 2, 'virtStart'],
    });
    assert.deepEqual(problem.related?.[0]?.at.steps, ['cell', 'memoryRegions', 0, 'virtStart']);
  });

  it('warns of memory that a cell has twice', () => {
    const regions: Regions = [
      { physStart: 0x7fa00000n, virtStart: 0n, size: 0x2000n },
      { physStart: 0x7fa01000n, virtStart: 0x100000n, size: 0x1000n },
    ];
    assert.deepEqual(
      run(regions).map(({ severity, at }) => [severity, at?.steps[3]]),
      [['warning', 'physStart']],
    );
    const shared = run(regions.map((region) => ({ ...region, flags: 0x81n })));
    assert.deepEqual(
      shared.map(({ severity }) => severity),
      ['information'],
    );
    assert.match(
      shared[0]?.message ?? '',
      /Both are ROOTSHARED, so this is right for the two ends/,
    );
  });

  it('reports a region once, with the first that it overlaps', () => {
    const at = { virtStart: 0x1000n, size: 0x1000n };
    const found = run([{}, at, at, at]).map(({ at: path, related }) => [
      path?.steps[2],
      related?.[0]?.at.steps[2],
    ]);
    assert.deepEqual(found, [
      [2, 1],
      [3, 1],
    ]);
  });

  it('finds what is wrong behind a pair that is meant', () => {
    const shared = { physStart: 0x1000n, size: 0x1000n, flags: 0x81n };
    const found = run([
      { ...shared, virtStart: 0x1000n },
      { ...shared, virtStart: 0x5000n, flags: 0x7n },
      { ...shared, virtStart: 0x9000n },
    ]);
    assert.deepEqual(
      found.map(({ at, related }) => [at?.steps[2], related?.[0]?.at.steps[2]]),
      [
        [1, 0],
        [2, 1],
      ],
    );
  });

  it('ignores neighbours, place holders and the physical side of communication regions', () => {
    const regions: Regions = [
      { physStart: 0x0n, virtStart: 0x0n, size: 0x1000n },
      { physStart: 0x1000n, virtStart: 0x1000n, size: 0x1000n },
      {},
      { virtStart: 0x80000000n, size: 0x1000n, flags: 0x23n },
    ];
    assert.deepEqual(run(regions), []);
  });

  it('stops when it has seen enough', () => {
    const regions = Array.from({ length: 2000 }, () => ({ size: 0x1000n }));
    assert.equal(run(regions).length, problemLimit);
  });
});
