// SPDX-License-Identifier: MIT
// A cell that starts in memory it may not execute.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { architectures } from '../constants.js';
import { formatHex } from '../format.js';
import { startRegion } from '../reset-address.js';
import type { Problem } from '../problem.js';
import { flagsFix, hasAny } from '../region-check.js';

export const resetAddressNotExecutable: Check = {
  id: 'reset-address-not-executable',
  severity: 'error',
  describe: 'A cell starts in memory that it may not execute.',
  consequence:
    'On x86 the processor refuses to fetch the first instruction, and the CPU is parked. On ARM the flag is not enforced, but registers and communication pages are nothing to run from.',
  remedy:
    'Add JAILHOUSE_MEM_EXECUTE to the region, or set cpu_reset_address to where the program is.',
  evidence: 'EXECUTE is enforced on x86 only.',
  predicts: { outcome: 'parked' },
  run: ({ cells }) =>
    cells.flatMap((member): Problem[] => {
      const start = startRegion(member);
      if (start?.region === undefined || hasAny(start.region.region, 'EXECUTE')) return [];
      const cell = cellInSet(member);
      const { region } = start;
      const isMemory = !hasAny(region.region, 'IO', 'COMM_REGION');
      const isX86 = cell.cell.architecture === architectures.X86;
      return [
        {
          id: resetAddressNotExecutable.id,
          severity: isX86 || !isMemory ? 'error' : 'warning',
          message:
            `${cell.title} starts at ${formatHex(start.address)}, in memory region ${region.index}, which is not marked EXECUTE. ` +
            (isX86 || !isMemory
              ? 'Its CPU is parked at the first instruction. '
              : 'ARM does not enforce that, but others may. ') +
            'Add JAILHOUSE_MEM_EXECUTE, or set .cpu_reset_address to where the program is.',
          at: isMemory ? region.at('flags') : cell.path('cpuResetAddress'),
          related: [{ at: region.at(), message: 'The region that it starts in.' }],
          ...(isMemory && { fix: flagsFix(region, 'Allow executing it', { set: ['EXECUTE'] }) }),
        },
      ];
    }),
};
