// SPDX-License-Identifier: MIT
// A cell that starts in memory into which nothing can be loaded.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { formatHex } from '../format.js';
import { startRegion } from '../reset-address.js';
import type { Problem } from '../problem.js';
import { flagsFix, hasAny } from '../region-check.js';

export const resetAddressNotLoadable: Check = {
  id: 'reset-address-not-loadable',
  severity: 'warning',
  describe: 'A cell starts in memory into which no program can be loaded.',
  consequence:
    'Other memory of the cell is LOADABLE, but not that with its first instruction: `cell load` cannot put a program there, so the cell starts with whatever is in memory.',
  remedy:
    'Add JAILHOUSE_MEM_LOADABLE to the region, or set cpu_reset_address to where the program is loaded.',
  evidence: 'A region must be LOADABLE and WRITE to take an image; seen on the mailing list.',
  run: ({ cells }) =>
    cells.flatMap((member): Problem[] => {
      const start = startRegion(member);
      if (start?.region === undefined || hasAny(start.region.region, 'LOADABLE')) return [];
      const cell = cellInSet(member);
      const { region } = start;
      const others = cell.cell.memoryRegions.some((each) => hasAny(each, 'LOADABLE'));
      if (!others || hasAny(region.region, 'IO', 'COMM_REGION')) return [];
      return [
        {
          id: resetAddressNotLoadable.id,
          severity: 'warning',
          message:
            `${cell.title} starts at ${formatHex(start.address)}, in memory region ${region.index}, which is not LOADABLE, though others are. ` +
            'It starts with whatever is there. ' +
            'Add JAILHOUSE_MEM_LOADABLE, or set .cpu_reset_address to where the program is loaded.',
          at: region.at('flags'),
          fix: flagsFix(region, 'Allow loading it', { set: ['LOADABLE'] }),
        },
      ];
    }),
};
