// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { noCpuForRootCell } from './no-cpu-for-root-cell.js';

function run(root: number[], cell: number[]): ReturnType<typeof noCpuForRootCell.run> {
  return noCpuForRootCell.run({
    system: sampleSystem({ name: 'board', cpus: root }),
    cells: [sampleCell({ name: 'demo', cpus: cell })],
  });
}

describe('The check no-cpu-for-root-cell', () => {
  it('finds a cell that takes every CPU', () => {
    const [problem, ...others] = run([0, 1], [0, 1]);
    assert.deepEqual(others, []);
    assert.match(
      problem?.message ?? '',
      /^"demo" takes all 2 CPUs of the root cell "board", which keeps none\./,
    );
    assert.deepEqual(problem?.at, { config: 'demo.c', steps: ['cell', 'cpuSet'] });
    assert.deepEqual(problem.related?.[0]?.at.steps, ['rootCell', 'cpuSet']);
  });

  it('finds a cell that wants even more than there are', () => {
    assert.equal(run([0], [0, 1]).length, 1);
  });

  it('accepts a cell that leaves one CPU to the root cell', () => {
    assert.deepEqual(run([0, 1, 2], [1, 2]), []);
  });

  it('says nothing of a root cell without a CPU set', () => {
    assert.deepEqual(run([], [1]), []);
  });
});
