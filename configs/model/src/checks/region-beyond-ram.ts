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
import { setValue } from '../fix.js';
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
    // Holes within are memory that Linux is not to know of; a region over them does no harm.
    const start = ram.reduce(
      (lowest, each) => (each.start < lowest ? each.start : lowest),
      first.start,
    );
    const end = ram.reduce((highest, each) => (each.end > highest ? each.end : highest), first.end);
    const known = [{ start, end }, ...board.memory.filter(({ kind }) => kind !== 'pci-window')];
    const inDevice = board.devices.flatMap(({ ranges }) => ranges);
    return members.flatMap(({ cell, title, path }) => {
      const beyond = placedRegions(cell)
        .filter(({ region }) => hasFlag(region, 'EXECUTE') && !hasFlag(region, 'IO'))
        .filter(({ range }) => !inDevice.some((device) => lies(range, device)))
        .filter(({ range }) => without(range, known).length > 0);
      const [one] = beyond;
      if (one === undefined) return [];
      // Only one that starts within and is alone can simply be made shorter.
      const isShorter = one.range.start >= start && one.range.start < end && beyond.length === 1;
      const fix = isShorter && {
        title: `End memory region ${one.index} with the RAM`,
        edits: [setValue(path('memoryRegions', one.index, 'size'), end - one.range.start)],
      };
      const texts = listText(beyond.map(({ index, range }) => `${index} at ${rangeText(range)}`));
      return {
        message:
          `Memory regions of ${title} are for RAM, but not in the RAM that the board has by ${first.from}, ${rangeText({ start, end })}: ${texts}. ` +
          "Give them the addresses and sizes of the board's memory.",
        at: path('memoryRegions', one.index, 'size'),
        ...(fix && { fix }),
      };
    });
  },
);
