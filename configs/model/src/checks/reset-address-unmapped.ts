// SPDX-License-Identifier: MIT
// A cell that starts where it has no memory.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { startRegion } from '../reset-address.js';
import type { Problem } from '../problem.js';
import { hasAny, regionsOfCell } from '../region-check.js';

export const resetAddressUnmapped: Check = {
  id: 'reset-address-unmapped',
  severity: 'error',
  describe: 'A cell starts at an address at which it has no memory.',
  consequence:
    'The first instruction cannot be fetched, and the CPU is parked as soon as the cell is started.',
  remedy:
    'Map RAM at cpu_reset_address (0 if it is left out), or set it to where the program starts.',
  evidence: 'The hypervisor parks the CPU; three threads of the mailing list.',
  predicts: { outcome: 'parked' },
  run: ({ cells }) =>
    cells.flatMap((member): Problem[] => {
      const start = startRegion(member);
      if (start === undefined || start.region !== undefined) return [];
      const cell = cellInSet(member);
      if (cell.cell.memoryRegions.length === 0) return [];
      const ram = regionsOfCell(cell).find(({ region }) => hasAny(region, 'LOADABLE'));
      return [
        {
          id: resetAddressUnmapped.id,
          severity: 'error',
          message:
            `${cell.title} starts at ${formatHex(start.address)}, but has no memory there, so its CPU is parked at the first instruction. ` +
            'Map RAM at this address, or set .cpu_reset_address to where the program starts.',
          at: cell.path('cpuResetAddress'),
          ...(ram && {
            related: [
              {
                at: ram.at('virtStart'),
                message: `RAM starts at ${formatHex(ram.region.virtStart)}.`,
              },
            ],
            fix: {
              title: `Start the cell at ${formatHex(ram.region.virtStart)}`,
              edits: [setValue(cell.path('cpuResetAddress'), ram.region.virtStart)],
            },
          }),
        },
      ];
    }),
};
