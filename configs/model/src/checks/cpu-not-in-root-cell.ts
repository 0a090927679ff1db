// SPDX-License-Identifier: MIT
// A cell that asks for a CPU which the root cell does not have to give.
import { cellInSet } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { cpusOf } from '../config.js';
import { setValue } from '../fix.js';
import type { ModelPath, Problem } from '../problem.js';

export const cpuNotInRootCell: Check = {
  id: 'cpu-not-in-root-cell',
  severity: 'error',
  describe: 'A cell wants a CPU that the root cell does not have.',
  consequence: 'The hypervisor refuses the cell.',
  remedy: "Set only bits of the root cell's CPUs in the CPU set; bit n is CPU n.",
  evidence: 'The hypervisor refuses it (EBUSY); seen on the mailing list three times.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_NOT_IN_ROOT' },
  needs: 'system',
  run: (set) => {
    if (set.system === undefined) return [];
    const root = cellInSet(set.system);
    return set.cells.map(cellInSet).flatMap((cell) => cpusOutside(cell, root));
  },
};

/** One problem for each byte of the CPU set that asks for too much. */
function cpusOutside(cell: CellInSet, root: CellInSet): Problem[] {
  const owned = new Set(cpusOf(root.cell));
  const bytes = new Map<number, number[]>();
  for (const cpu of cpusOf(cell.cell)) {
    if (owned.has(cpu)) continue;
    const byte = cpu >> 3;
    bytes.set(byte, [...(bytes.get(byte) ?? []), cpu]);
  }
  return [...bytes].map(([byte, cpus]) => problem(cell, root, byte, cpus));
}

function problem(cell: CellInSet, root: CellInSet, byte: number, cpus: number[]): Problem {
  const rootCpus: ModelPath = root.path('cpuSet');
  const wanted = `CPU${cpus.length > 1 ? 's' : ''} ${cpus.join(', ')}`;
  const isAre = cpus.length > 1 ? 'are' : 'is';
  const owned = cpusOf(root.cell).join(', ') || 'none';
  const gone = cpus.reduce((bits, cpu) => bits | (1 << (cpu & 7)), 0);
  const kept = (cell.cell.cpuSet[byte] ?? 0) & ~gone;
  const leavesOne = cpusOf(cell.cell).length > cpus.length;
  return {
    id: cpuNotInRootCell.id,
    severity: 'error',
    message:
      `${cell.title} wants ${wanted}, which ${isAre} not in the root cell ${root.title}: it has ${owned}. ` +
      'The hypervisor refuses the cell with REFUSAL_CPU_NOT_IN_ROOT. ' +
      "Set only bits of the root cell's CPUs in the CPU set; bit n is CPU n.",
    at: cell.path('cpuSet', byte),
    related: [{ at: rootCpus, message: `The root cell ${root.title} has the CPUs ${owned}.` }],
    ...(leavesOne && {
      fix: {
        title: `Leave out ${wanted}`,
        edits: [setValue(cell.path('cpuSet', byte), BigInt(kept))],
      },
    }),
  };
}
