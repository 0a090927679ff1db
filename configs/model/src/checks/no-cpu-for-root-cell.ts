// SPDX-License-Identifier: MIT
// A cell that leaves the root cell without a CPU.
import { cellInSet } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { cpusOf } from '../config.js';
import { setValue } from '../fix.js';
import type { Problem } from '../problem.js';

export const noCpuForRootCell: Check = {
  id: 'no-cpu-for-root-cell',
  severity: 'error',
  describe: 'A cell takes every CPU of the root cell.',
  consequence:
    'The hypervisor refuses the cell, because one of these CPUs is the one that asks for it.',
  remedy: 'Clear the bit of at least one CPU in the CPU set.',
  evidence: 'The hypervisor refuses it (EBUSY); seen on the mailing list.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_IS_CALLER' },
  needs: 'system',
  run: ({ system, cells }) => {
    if (system === undefined) return [];
    const root = cellInSet(system);
    const owned = cpusOf(root.cell);
    if (owned.length === 0) return [];
    return cells.map(cellInSet).flatMap((cell) => {
      const taken = new Set(cpusOf(cell.cell));
      return owned.every((cpu) => taken.has(cpu)) ? [problem(cell, root, owned)] : [];
    });
  },
};

function problem(cell: CellInSet, root: CellInSet, cpus: readonly number[]): Problem {
  const [first = 0] = cpus;
  const byte = cell.cell.cpuSet[first >> 3] ?? 0;
  const all = cpus.length === 1 ? `CPU ${cpus.join()}` : `all ${cpus.length} CPUs`;
  return {
    id: noCpuForRootCell.id,
    severity: 'error',
    message:
      `${cell.title} takes ${all} of the root cell ${root.title}, which keeps none. ` +
      'The hypervisor refuses the cell with REFUSAL_CPU_IS_CALLER, because one of these CPUs is ' +
      'the one that asks for the cell. Clear the bit of at least one CPU in the CPU set.',
    at: cell.path('cpuSet'),
    related: [
      { at: root.path('cpuSet'), message: `The root cell has the CPUs ${cpus.join(', ')}.` },
    ],
    ...(cpus.length > 1 && {
      fix: {
        title: `Leave CPU ${first} to the root cell`,
        edits: [setValue(cell.path('cpuSet', first >> 3), BigInt(byte & ~(1 << (first & 7))))],
      },
    }),
  };
}
