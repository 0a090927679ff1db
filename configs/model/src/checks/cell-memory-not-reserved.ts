// SPDX-License-Identifier: MIT
// A cell takes memory away from under a Linux that uses it.
import { boardRule, placedRegions, rangeText, touchesAny } from '../board/board-rule.js';
import { linuxMemory, reservationAdvice } from '../board/linux-memory.js';
import { hasFlag } from '../memory-regions.js';
import type { MemoryRegion } from '../schema/records.js';

export const cellMemoryNotReserved = boardRule(
  {
    id: 'cell-memory-not-reserved',
    severity: 'error',
    describe: 'RAM of a cell is not kept away from the Linux of the root cell.',
    consequence:
      'Creating the cell takes the memory out of the root cell: Linux is stopped at its next access there, or finds its data overwritten.',
    remedy: 'Reserve the memory on the kernel command line or in the device tree.',
    evidence: 'Seen on the mailing list as crashes of Linux right after a cell was created.',
  },
  (scene) => {
    const memory = linuxMemory(scene);
    if (memory === undefined) return [];
    return scene.cells.flatMap(({ cell, title, path }) =>
      placedRegions(cell)
        .filter(({ region, range }) => isRam(region) && touchesAny(range, memory.ranges))
        .map(({ index, range }) => ({
          severity: memory.severity,
          message:
            `Memory region ${index} of ${title}, ${rangeText(range)}, is memory that Linux uses by ${memory.from}. ` +
            'It loses the memory when the cell is created, and is stopped at its next access. ' +
            reservationAdvice([range], scene),
          at: path('memoryRegions', index, 'physStart'),
        })),
    );
  },
);

function isRam(region: MemoryRegion): boolean {
  const isMemory =
    hasFlag(region, 'EXECUTE') || hasFlag(region, 'DMA') || hasFlag(region, 'LOADABLE');
  return isMemory && !hasFlag(region, 'IO') && !hasFlag(region, 'ROOTSHARED');
}
