// SPDX-License-Identifier: MIT
// A cell of x86 with the RAM for a Linux, but not where Linux wants it.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import type { Problem } from '../problem.js';
import { hasAny, regionsOfCell } from '../region-check.js';

const kernelAddress = 0x1000000n;
const smallestLinux = 0x2000000n;

export const linuxCellLayout: Check = {
  id: 'linux-cell-layout',
  severity: 'information',
  describe: 'A cell of x86 with much RAM has none at 16 MiB, where a Linux is loaded.',
  consequence:
    '`cell linux` puts the kernel at its preferred address, 16 MiB, and fails with "No space found to load all images" if the cell has no RAM there. Other guests have other wishes.',
  remedy: 'Start the large RAM at or below virt_start 0x1000000.',
  evidence: 'The preferred address of a bzImage; three threads of the mailing list.',
  run: ({ cells }) =>
    cells.map(cellInSet).flatMap((cell): Problem[] => {
      if (cell.cell.architecture !== architectures.X86) return [];
      const ram = regionsOfCell(cell).filter(
        ({ region }) => hasAny(region, 'LOADABLE') && !hasAny(region, 'COMM_REGION'),
      );
      const largest = ram.find(({ region }) => region.size >= smallestLinux);
      const holdsKernel = ram.some(
        ({ region: { virtStart, size } }) =>
          virtStart <= kernelAddress && kernelAddress < virtStart + size,
      );
      if (largest === undefined || holdsKernel) return [];
      return [
        {
          id: linuxCellLayout.id,
          severity: 'information',
          message:
            `${largest.title} is large enough for a Linux, but none of the RAM of the cell lies at ${formatHex(kernelAddress)}, where a kernel is loaded. ` +
            'If it is meant for one, start the RAM there or below.',
          at: largest.at('virtStart'),
          fix: {
            title: `Start memory region ${largest.index} at ${formatHex(kernelAddress)}`,
            edits: [setValue(largest.at('virtStart'), kernelAddress)],
          },
        },
      ];
    }),
};
