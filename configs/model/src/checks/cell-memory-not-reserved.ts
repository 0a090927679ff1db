// SPDX-License-Identifier: MIT
// A cell takes memory away from under a Linux that uses it.
import { boardRule, listText, rangeText, touchesAny } from '../board/board-rule.js';
import { linuxMemory, ownRam, reservationAdvice } from '../board/linux-memory.js';

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
    return scene.cells.flatMap(({ cell, title, path }) => {
      const used = ownRam(cell).filter(({ range }) => touchesAny(range, memory.ranges));
      const [first] = used;
      if (first === undefined) return [];
      const ranges = listText(used.map(({ range }) => rangeText(range)));
      return {
        severity: memory.isCertain ? 'error' : 'information',
        message:
          `RAM of ${title}, ${ranges}, is memory that Linux uses by ${memory.from}. ` +
          'Linux loses it when the cell is created, and is stopped at its next access. ' +
          reservationAdvice(scene),
        at: path('memoryRegions', first.index, 'physStart'),
      };
    });
  },
);
