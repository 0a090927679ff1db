// SPDX-License-Identifier: MIT
// The page of an MSI-X table within a memory region of a cell.
import { boardRule, placedRegions, rangeText, touchesAny } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';

export const msixTableInRegion = boardRule(
  {
    id: 'msix-table-in-region',
    severity: 'warning',
    describe: 'A memory region covers the MSI-X table of a PCI device of the cell.',
    consequence:
      'Writes to the table are not intercepted: interrupts are not remapped and get lost, or reach another cell.',
    remedy: 'Leave out the page of the table: split the region in front of it and behind it.',
    evidence:
      'Upstream splits the pages out in what it generates; seen on the mailing list as links without interrupts.',
  },
  (scene) =>
    pciPairs(scene).flatMap(({ member, device, fact }) => {
      const msix = fact?.msix;
      const base = fact?.bars.find(({ index }) => index === msix?.tableBar)?.start;
      if (
        fact === undefined ||
        msix === undefined ||
        base === undefined ||
        device.numMsixVectors === 0
      )
        return [];
      const page = (base + BigInt(msix.tableOffset)) & ~0xfffn;
      const size = (BigInt(msix.vectors) * 16n + 0xfffn) & ~0xfffn;
      const table = { start: page, end: page + size };
      return placedRegions(member.cell)
        .filter(({ range }) => touchesAny(range, [table]))
        .map(({ index, range }) => ({
          message:
            `Memory region ${index} of ${member.title}, ${rangeText(range)}, covers the MSI-X table of PCI device ${formatBdf(device.bdf)}, ${rangeText(table)} by ${fact.from}. ` +
            'Split the region, so that the page is left out.',
          at: member.path('memoryRegions', index),
        }));
    }),
);
