// SPDX-License-Identifier: MIT
// Memory that devices of the root cell use by order of the firmware.
import { boardRule, listText, placedRegions, rangeText, without } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { newRegion } from '../board/new-region.js';
import { hasFlag } from '../memory-regions.js';

export const firmwareDmaNotInRoot = boardRule(
  {
    id: 'firmware-dma-not-in-root',
    severity: 'warning',
    describe: "Memory that a device uses by order of the firmware is not the root cell's.",
    consequence:
      'The device faults at the IOMMU as soon as the hypervisor is enabled: USB keyboards and graphics stop.',
    remedy: 'Add a memory region with READ, WRITE and DMA for the range to the root cell.',
    evidence:
      'The DMAR table reserves such ranges (RMRR); the generator of the reference adds regions for them.',
  },
  ({ board, root }) => {
    const { cell, title, path } = root;
    const devices = new Set(cell.pciDevices.map(({ bdf }) => bdf));
    const reached = placedRegions(cell)
      .filter(({ region }) => hasFlag(region, 'DMA'))
      .map(({ range }) => range);
    const missing = board.dmaRanges.filter(
      (range) => range.bdfs.some((bdf) => devices.has(bdf)) && without(range, reached).length > 0,
    );
    const [first] = missing;
    if (first === undefined) return [];
    const texts = missing.map(
      (range) => `${rangeText(range)} of ${range.bdfs.map(formatBdf).join(', ')}`,
    );
    return [
      {
        message: `By ${first.from} devices of ${title} use memory that no region of it covers with DMA: ${listText(texts)}. Their DMA faults from enabling on.`,
        at: path('memoryRegions'),
        fix: {
          title: 'Add the ranges to the root cell',
          edits: missing.map((range) =>
            newRegion(
              root,
              range,
              'DMA memory',
              `firmware, for ${range.bdfs.map(formatBdf).join(', ')}`,
            ),
          ),
        },
      },
    ];
  },
);
