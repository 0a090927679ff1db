// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { cpuNotInRootCell } from './cpu-not-in-root-cell.js';

const system = sampleSystem({ name: 'board', cpus: [0, 1, 2, 3] });

function run(cpus: number[]): ReturnType<typeof cpuNotInRootCell.run> {
  return cpuNotInRootCell.run({ system, cells: [sampleCell({ name: 'demo', cpus })] });
}

describe('The check cpu-not-in-root-cell', () => {
  it('names the CPUs that are missing and those that there are', () => {
    const [problem, ...others] = run([3, 4, 5]);
    assert.deepEqual(others, []);
    assert.match(
      problem?.message ?? '',
      /"demo" wants CPUs 4, 5, which are not in the root cell "board"/,
    );
    assert.match(problem?.message ?? '', /it has 0, 1, 2, 3\./);
    assert.deepEqual(problem?.at, { config: 'demo.c', steps: ['cell', 'cpuSet', 0] });
    assert.deepEqual(problem.related?.[0]?.at, {
      config: 'board.c',
      steps: ['rootCell', 'cpuSet'],
    });
  });

  it('points at the byte of the CPU set that asks for too much', () => {
    assert.deepEqual(
      run([1, 9, 60]).map(({ at }) => at?.steps[2]),
      [1, 7],
    );
  });

  it('accepts any CPUs of the root cell', () => {
    assert.deepEqual(run([1, 3]), []);
  });
});
