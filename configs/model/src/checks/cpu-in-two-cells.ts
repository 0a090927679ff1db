// SPDX-License-Identifier: MIT
// Two cells that want the same CPU: the second one can't be created while the
// first exists. Demos of one board that are started one at a time may do that.
import { cellInSet, problemLimit } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { cpusOf } from '../config.js';
import { setValue } from '../fix.js';
import type { Problem } from '../problem.js';

export const cpuInTwoCells: Check = {
  id: 'cpu-in-two-cells',
  severity: 'warning',
  describe: 'Two cells that are to run together want the same CPU.',
  consequence: 'While one of the two cells exists, the hypervisor refuses the other.',
  remedy: "Give each cell its own CPUs, or don't start the two together.",
  evidence: 'The hypervisor refuses the second cell (EBUSY); seen on the mailing list.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_NOT_IN_ROOT' },
  needs: 'launch-set',
  run: ({ cells }) => {
    const owners = new Map<number, CellInSet>();
    const problems: Problem[] = [];
    for (const cell of cells.map(cellInSet)) {
      const taken = new Map<CellInSet, number[]>();
      for (const cpu of cpusOf(cell.cell)) {
        const owner = owners.get(cpu);
        if (owner === undefined) {
          owners.set(cpu, cell);
          continue;
        }
        const cpus = taken.get(owner);
        if (cpus === undefined) taken.set(owner, [cpu]);
        else cpus.push(cpu);
      }
      for (const [owner, cpus] of taken) problems.push(problem(cell, owner, cpus));
    }
    return problems.slice(0, problemLimit);
  },
};

function problem(cell: CellInSet, owner: CellInSet, cpus: readonly number[]): Problem {
  const [first = 0] = cpus;
  const inByte = cpus.filter((cpu) => cpu >> 3 === first >> 3);
  const gone = inByte.reduce((bits, cpu) => bits | (1 << (cpu & 7)), 0);
  const kept = (cell.cell.cpuSet[first >> 3] ?? 0) & ~gone;
  const leavesOne = inByte.length === cpus.length && cpusOf(cell.cell).length > cpus.length;
  const names = `CPU${cpus.length > 1 ? 's' : ''} ${cpus.join(', ')}`;
  return {
    id: cpuInTwoCells.id,
    severity: 'warning',
    message:
      `${cell.title} wants ${names}, and so does ${owner.title}. ` +
      'While one of the two cells exists, the hypervisor refuses the other with ' +
      'REFUSAL_CPU_NOT_IN_ROOT. Give each its own CPUs if they are to run together.',
    at: cell.path('cpuSet', first >> 3),
    related: [{ at: owner.path('cpuSet', first >> 3), message: `${owner.title} has ${names}.` }],
    ...(leavesOne && {
      fix: {
        title: `Leave ${names} to ${owner.title}`,
        edits: [setValue(cell.path('cpuSet', first >> 3), BigInt(kept))],
      },
    }),
  };
}
