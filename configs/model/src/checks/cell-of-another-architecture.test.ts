// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setsOf } from '../fixes.test-support.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { cellOfAnotherArchitecture } from './cell-of-another-architecture.js';

const x86 = 0;
const arm = 1;
const arm64 = 2;

function run(system: number, cell: number): ReturnType<typeof cellOfAnotherArchitecture.run> {
  return cellOfAnotherArchitecture.run({
    system: sampleSystem({ name: 'board', architecture: system }),
    cells: [sampleCell({ name: 'demo', architecture: cell })],
  });
}

describe('The check cell-of-another-architecture', () => {
  it('finds an x86 cell of an ARM64 system, and offers to mend it', () => {
    const [problem, ...others] = run(arm64, x86);
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, 'error');
    assert.match(problem.message, /^"demo" is a cell for X86, but its system is one for ARM64\./);
    assert.match(problem.message, /left out, it is 0, which means x86/);
    assert.deepEqual(problem.at, { config: 'demo.c', steps: ['cell', 'architecture'] });
    assert.deepEqual(problem.related?.[0]?.at.steps, ['system', 'architecture']);
    assert.equal(setsOf(problem)[0]?.value, 2n);
  });

  it('finds a 64-bit cell of a 32-bit system', () => {
    assert.equal(run(arm, arm64).length, 1);
  });

  it('names the flag of 32-bit guests to cells for ARM of a 64-bit system', () => {
    assert.match(run(arm64, arm)[0]?.message ?? '', /has the flag JAILHOUSE_CELL_AARCH32/);
  });

  it('accepts the same architecture', () => {
    assert.deepEqual([run(arm64, arm64), run(x86, x86), run(arm, arm)].flat(), []);
  });
});
