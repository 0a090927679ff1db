// SPDX-License-Identifier: MIT
// Cells that together leave the root cell without a CPU.
import { cpusOf } from '../../config.js';
import { formatNumbers } from '../../interrupts.js';
import { memberCells, setCheck } from '../../member-check.js';

export const rootCellStarves = setCheck(
  {
    id: 'root-cell-starves',
    severity: 'error',
    describe: 'The cells that are to run together take every CPU of the root cell.',
    consequence:
      'The cell that would take the last one is refused with REFUSAL_CPU_IS_CALLER: it is the CPU that asks for the cell.',
    remedy: 'Leave at least one CPU to the root cell.',
    evidence: 'The hypervisor refuses it (EBUSY); a later checker of upstream looks for it too.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_IS_CALLER' },
    needs: 'launch-set',
  },
  (set) => {
    const [root, ...cells] = memberCells(set);
    if (root?.isRoot !== true) return undefined;
    const owned = cpusOf(root.cell);
    const taken = new Set<number>();
    for (const { cell, title, path } of cells) {
      const before = taken.size;
      const mine = cpusOf(cell);
      for (const cpu of mine) taken.add(cpu);
      // A cell that takes all by itself has a rule of its own.
      if (owned.length === 0 || owned.every((cpu) => mine.includes(cpu))) continue;
      if (taken.size === before || !owned.every((cpu) => taken.has(cpu))) continue;
      return {
        wrong: `With ${title}, the cells of the launch set have the CPUs ${formatNumbers(owned)}, all of the root cell ${root.title}.`,
        at: path('cpuSet'),
        related: [{ at: root.path('cpuSet'), message: 'The CPUs of the root cell.' }],
      };
    }
    return undefined;
  },
);
