// SPDX-License-Identifier: MIT
// Shared memory of ivshmem devices in memory that Linux uses.
import { boardRule, listText, rangeText, touchesAny } from '../board/board-rule.js';
import { linuxMemory, reservationAdvice, sharedRegions } from '../board/linux-memory.js';

export const sharedMemoryNotReserved = boardRule(
  {
    id: 'shared-memory-not-reserved',
    severity: 'error',
    describe: 'The memory of a shared-memory device is not kept away from Linux.',
    consequence:
      'Linux keeps data of its own there: messages of the cells overwrite it, and its data overwrites messages.',
    remedy: 'Reserve the memory on the kernel command line or in the device tree.',
    evidence:
      'Seen on the mailing list; upstream moved shared memory out of RAM of Linux in 7ef4b98.',
  },
  (scene) => {
    const memory = linuxMemory(scene);
    if (memory === undefined) return [];
    const { cell, title, path } = scene.root;
    const used = sharedRegions(cell).filter(({ range }) => touchesAny(range, memory.ranges));
    const [first] = used;
    if (first === undefined) return [];
    const ranges = listText(used.map(({ range }) => rangeText(range)));
    return [
      {
        severity: memory.isCertain ? 'error' : 'information',
        message:
          `Memory that ${title} shares with other cells, ${ranges}, is memory that Linux uses for itself by ${memory.from}: ` +
          `each overwrites the other's data. ${reservationAdvice(scene)}`,
        at: path('memoryRegions', first.index, 'physStart'),
      },
    ];
  },
);
