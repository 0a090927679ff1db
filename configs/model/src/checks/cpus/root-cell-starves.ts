// SPDX-License-Identifier: MIT
// Cells that together leave the root cell without a CPU.
import type { CellInSet } from '../../check.js';
import { cpusOf } from '../../config.js';
import { setValue } from '../../fix.js';
import { formatNumbers } from '../../interrupts.js';
import { memberCells, setCheck } from '../../member-check.js';
import type { Fix } from '../../problem.js';

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
      const earlier = new Set(taken);
      const mine = new Set(cpusOf(cell));
      for (const cpu of mine) taken.add(cpu);
      // A cell that takes all by itself has a rule of its own.
      if (owned.length === 0 || owned.every((cpu) => mine.has(cpu))) continue;
      if (taken.size === earlier.size || !owned.every((cpu) => taken.has(cpu))) continue;
      const spare = mine.size > 1 ? [...mine].find((cpu) => !earlier.has(cpu)) : undefined;
      return {
        wrong: `With ${title}, the cells of the launch set have the CPUs ${formatNumbers(owned)}, all of the root cell ${root.title}.`,
        at: path('cpuSet'),
        related: [{ at: root.path('cpuSet'), message: 'The CPUs of the root cell.' }],
        ...(spare !== undefined && { fix: leaveToRoot(spare, { cell, path }) }),
      };
    }
    return undefined;
  },
);

function leaveToRoot(cpu: number, { cell, path }: Pick<CellInSet, 'cell' | 'path'>): Fix {
  const byte = cpu >> 3;
  const rest = (cell.cpuSet[byte] ?? 0) & ~(1 << (cpu & 7));
  const edits = [setValue(path('cpuSet', byte), BigInt(rest))];
  return { title: `Leave CPU ${cpu} to the root cell`, edits };
}
