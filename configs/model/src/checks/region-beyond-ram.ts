// SPDX-License-Identifier: MIT
// A region that is to be RAM where the board has none.
import {
  boardRule,
  lies,
  listText,
  placedRegions,
  rangeText,
  without,
} from '../board/board-rule.js';
import { hasFlag } from '../memory-regions.js';

export const regionBeyondRam = boardRule(
  {
    id: 'region-beyond-ram',
    severity: 'warning',
    describe: 'A memory region for RAM lies where the board has none.',
    consequence:
      'Accesses end in external aborts or hang the bus; an image that is loaded there is lost.',
    remedy: "Give the region the addresses and the size of the board's memory.",
    evidence: 'Upstream mended sizes of RAM in 4f67c2ff and cfe6abfe.',
  },
  ({ board, members }) => {
    const ram = board.memory.filter(({ kind }) => kind === 'ram');
    const [first] = ram;
    if (first === undefined) return [];
    const known = [...ram, ...board.memory.filter(({ kind }) => kind !== 'pci-window')];
    const inDevice = board.devices.flatMap(({ ranges }) => ranges);
    return members.flatMap(({ cell, title, path }) =>
      placedRegions(cell)
        .filter(({ region }) => hasFlag(region, 'EXECUTE') && !hasFlag(region, 'IO'))
        .filter(({ range }) => !inDevice.some((device) => lies(range, device)))
        .flatMap(({ index, range }) => {
          const outside = without(range, known);
          if (outside.length === 0) return [];
          return {
            message:
              `Memory region ${index} of ${title} is for RAM, but by ${first.from} the board has none at ${listText(outside.map(rangeText))}. ` +
              `Its RAM is ${listText(ram.map(rangeText))}.`,
            at: path('memoryRegions', index, 'size'),
          };
        }),
    );
  },
);
