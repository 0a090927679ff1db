// SPDX-License-Identifier: MIT
// A cell without any memory.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { membersOf } from '../config.js';
import type { Problem } from '../problem.js';

export const noMemoryRegions: Check = {
  id: 'no-memory-regions',
  severity: 'error',
  describe: 'A cell has no memory.',
  consequence:
    'Every access of the cell parks its CPU, the fetch of the first instruction to begin with. For the root cell that means that the machine stops when the hypervisor is enabled.',
  remedy: 'List the memory and the registers of the cell; .num_memory_regions must count them.',
  evidence: 'A cell has only what its regions name.',
  predicts: { outcome: 'parked' },
  run: (set) =>
    membersOf(set)
      .map(cellInSet)
      .flatMap((cell): Problem[] => {
        if (cell.cell.memoryRegions.some(({ size }) => size > 0n)) return [];
        return [
          {
            id: noMemoryRegions.id,
            severity: 'error',
            message:
              `${cell.title} has no memory, so its CPU is parked at the first instruction. ` +
              'List its regions, and count them in .num_memory_regions.',
            at: cell.path('memoryRegions'),
          },
        ];
      }),
};
