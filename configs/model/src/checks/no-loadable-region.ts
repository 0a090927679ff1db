// SPDX-License-Identifier: MIT
// A cell into which nothing can be loaded.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import type { Problem } from '../problem.js';
import { flagsFix, hasAny, regionsOfCell } from '../region-check.js';

export const noLoadableRegion: Check = {
  id: 'no-loadable-region',
  severity: 'warning',
  describe: 'A cell has no memory into which a program can be loaded.',
  consequence:
    '`cell load` finds no region that takes an image and fails. Unless a program lies in the memory of the cell already, there is nothing to start.',
  remedy: 'Add JAILHOUSE_MEM_LOADABLE to the RAM that the program goes to.',
  evidence: 'The driver loads into regions that are LOADABLE and WRITE (EINVAL).',
  run: ({ cells }) =>
    cells.flatMap((member): Problem[] => {
      const cell = cellInSet(member);
      const regions = regionsOfCell(cell);
      const takesImage = regions.some(
        ({ region }) => hasAny(region, 'LOADABLE') && hasAny(region, 'WRITE') && region.size > 0n,
      );
      if (takesImage || regions.length === 0) return [];
      const ram = regions.find(
        ({ region }) =>
          hasAny(region, 'EXECUTE', 'LOADABLE') &&
          !hasAny(region, 'IO', 'COMM_REGION', 'ROOTSHARED'),
      );
      return [
        {
          id: noLoadableRegion.id,
          severity: 'warning',
          message:
            `${cell.title} has no memory that is both LOADABLE and WRITE, so no program can be loaded into it. ` +
            'Add the flags to the RAM that the program goes to.',
          at: ram?.at('flags') ?? cell.path('memoryRegions'),
          ...(ram && {
            fix: flagsFix(ram, 'Allow loading the RAM', { set: ['LOADABLE', 'WRITE'] }),
          }),
        },
      ];
    }),
};
