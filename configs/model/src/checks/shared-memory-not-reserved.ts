// SPDX-License-Identifier: MIT
// Shared memory of ivshmem devices in memory that Linux uses.
import { boardRule, placedRegions, rangeText, touchesAny } from '../board/board-rule.js';
import { linuxMemory, reservationAdvice } from '../board/linux-memory.js';
import { pciTypes } from '../constants.js';

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
    const shared = new Set(
      cell.pciDevices
        .filter(({ type }) => type === pciTypes.IVSHMEM)
        .flatMap(({ shmemRegionsStart, shmemPeers }) =>
          Array.from({ length: 2 + shmemPeers }, (_unused, index) => shmemRegionsStart + index),
        ),
    );
    return placedRegions(cell)
      .filter(({ index, range }) => shared.has(index) && touchesAny(range, memory.ranges))
      .map(({ index, range }) => ({
        severity: memory.severity,
        message:
          `Memory region ${index} of ${title}, ${rangeText(range)}, is shared with other cells, and Linux uses it as its own memory by ${memory.from}: ` +
          `each overwrites the other's data. ${reservationAdvice([range], scene)}`,
        at: path('memoryRegions', index, 'physStart'),
      }));
  },
);
