// SPDX-License-Identifier: MIT
// Memory that Linux uses and its own cell does not have.
import { boardRule, listText, placedRegions, rangeText, without } from '../board/board-rule.js';
import { linuxMemory } from '../board/linux-memory.js';
import { newRegion } from '../board/new-region.js';
import { rangeOf } from '../memory-regions.js';

export const ramNotInRoot = boardRule(
  {
    id: 'ram-not-in-root',
    severity: 'error',
    describe: 'Memory that Linux uses is in no memory region of the root cell.',
    consequence: 'The CPU that first touches it after enabling is parked, and the machine hangs.',
    remedy: 'Add a region for the memory to the root cell, or keep Linux from using it.',
    evidence: 'Seen on the mailing list on boards with more memory than their configuration knew.',
  },
  (scene) => {
    const memory = linuxMemory(scene);
    if (memory === undefined) return [];
    const { cell, title, path } = scene.root;
    const { physStart, size } = scene.system.hypervisorMemory;
    const hypervisor = rangeOf(physStart, size);
    const known = placedRegions(cell).map(({ range }) => range);
    const missing = memory.ranges.flatMap((range) =>
      without(range, hypervisor === undefined ? known : [...known, hypervisor]),
    );
    // The first page of PCs and other scraps are of no use to anybody.
    const large = missing.filter(({ start, end }) => end - start >= 0x10000n);
    if (large.length === 0) return [];
    return [
      {
        severity: memory.isCertain ? 'error' : 'information',
        message:
          `Linux uses memory by ${memory.from} that no memory region of the root cell ${title} covers: ${listText(large.map(rangeText))}. ` +
          'The CPU that touches it is parked. Add it to the regions, or keep Linux from using it.',
        at: path('memoryRegions'),
        fix: {
          title: 'Add the memory to the root cell',
          edits: large.map((range) => newRegion(scene.root, range, 'memory', 'RAM')),
        },
      },
    ];
  },
);
