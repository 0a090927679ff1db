// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { runChecks } from './index.js';
import { sampleCell } from '../sample-config.test-support.js';
import { cpuInTwoCells } from './cpu-in-two-cells.js';

const cells = [
  sampleCell({ name: 'one', cpus: [1, 9] }),
  sampleCell({ name: 'two', cpus: [2] }),
  sampleCell({ name: 'three', cpus: [3, 9] }),
];

describe('The check cpu-in-two-cells', () => {
  it('warns of cells that are to run together and want the same CPU', () => {
    const [problem, ...others] = cpuInTwoCells.run({ cells, launchSet: true });
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, 'warning');
    assert.match(problem.message, /^"three" wants CPU 9, and so does "one"\./);
    assert.deepEqual(problem.at, { config: 'three.c', steps: ['cell', 'cpuSet', 1] });
    assert.deepEqual(problem.related?.[0]?.at, { config: 'one.c', steps: ['cell', 'cpuSet', 1] });
  });

  it('accepts cells with CPUs of their own', () => {
    assert.deepEqual(cpuInTwoCells.run({ cells: cells.slice(0, 2), launchSet: true }), []);
  });

  it('says nothing of demos that are started one at a time', () => {
    const found = runChecks({ cells }).filter(({ id }) => id === cpuInTwoCells.id);
    assert.deepEqual(found, []);
  });
});
