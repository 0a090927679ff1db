// SPDX-License-Identifier: MIT
// Two memory regions of one cell at the same place. In the cell's addresses
// the later one wins, so one device or memory silently takes another's place;
// in physical memory the cell has the same bytes twice.
import { cellInSet, problemLimit } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { membersOf } from '../config.js';
import { setValue } from '../fix.js';
import { formatHex, formatRange } from '../format.js';
import { hasFlag, intersection, physicalRange, rangeOf, virtualRange } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { Problem } from '../problem.js';
import type { MemoryRegion } from '../schema/records.js';

export const regionOverlapInCell: Check = {
  id: 'region-overlap-in-cell',
  severity: 'error',
  describe: 'Two memory regions of one cell overlap.',
  consequence:
    'Where two regions lie at the same address of the cell, only the later one is mapped, so what the earlier one grants is out of reach. Where they name the same physical memory, the cell has the same bytes at two addresses.',
  remedy: 'Give each region addresses of its own.',
  evidence:
    'The mapping order of the hypervisor; upstream fixed overlaps in seven commits, and five threads of the mailing list are about them.',
  upstream: 'overlap-cell',
  run: (set) =>
    membersOf(set)
      .map(cellInSet)
      .flatMap((cell) => [...virtualOverlaps(cell), ...physicalOverlaps(cell)]),
};

interface Placed {
  readonly index: number;
  readonly region: MemoryRegion;
  readonly range: AddressRange;
}

type Pair = readonly [earlier: Placed, later: Placed];

/** So many pairs are looked at, for a broken file may hold thousands of equal regions. */
const pairLimit = 100_000;

/** Every region that overlaps an earlier one, with the first such; by place in the array. */
function overlaps(
  cell: CellInSet,
  rangeOf: (region: MemoryRegion) => AddressRange | undefined,
  isWrong: (pair: Pair) => boolean = () => true,
): Pair[] {
  const placed: Placed[] = [];
  cell.cell.memoryRegions.forEach((region, index) => {
    const range = rangeOf(region);
    if (range !== undefined) placed.push({ index, region, range });
  });
  placed.sort((a, b) => (a.range.start < b.range.start ? -1 : 1));
  const pairs = new Map<number, Pair>();
  let seen = 0;
  for (const [position, first] of placed.entries()) {
    for (let next = position + 1; next < placed.length; next++) {
      const second = placed[next];
      if (second === undefined || second.range.start >= first.range.end) break;
      if (++seen > pairLimit) break;
      const pair: Pair = first.index < second.index ? [first, second] : [second, first];
      const [earlier, later] = pair;
      const known = pairs.get(later.index)?.[0].index ?? Infinity;
      if (earlier.index < known && isWrong(pair)) pairs.set(later.index, pair);
    }
  }
  return [...pairs.values()].sort((a, b) => a[1].index - b[1].index).slice(0, problemLimit);
}

function virtualOverlaps(cell: CellInSet): Problem[] {
  return overlaps(cell, virtualRange).map(([earlier, later]) => ({
    ...placesOf(cell, [earlier, later], 'virtStart'),
    severity: 'error',
    message:
      `${pairText(cell, [earlier, later])} overlap in the cell's addresses at ${shared(earlier, later)}: ` +
      `one is seen at ${text(earlier.range)}, the other at ${text(later.range)}. ` +
      'Only the later one is mapped there, so what the earlier one grants is out of reach. ' +
      'Move one of them to addresses of its own (virt_start), or make it smaller.',
    ...identityFix(cell, later),
  }));
}

/** To where it is in memory, which is what registers are seen at most often. */
function identityFix(cell: CellInSet, { index, region }: Placed): Pick<Problem, 'fix'> {
  const { physStart, size } = region;
  const isFree = cell.cell.memoryRegions.every((other, at) => {
    const range = virtualRange(other);
    const own = rangeOf(physStart, size);
    return (
      at === index ||
      range === undefined ||
      own === undefined ||
      intersection(range, own) === undefined
    );
  });
  if (!isFree || hasFlag(region, 'COMM_REGION') || region.virtStart === physStart) return {};
  const edits = [setValue(cell.path('memoryRegions', index, 'virtStart'), physStart)];
  return { fix: { title: `See memory region ${index} at ${formatHex(physStart)}`, edits } };
}

/** Sharing memory with itself is what a cell may do for both ends of a link. */
function physicalOverlaps(cell: CellInSet): Problem[] {
  const suspicious = overlaps(
    cell,
    physicalRange,
    (p) => !alsoOverlapsVirtually(p) && !isSoundTwice(p),
  );
  const known = new Set(suspicious.map(([, later]) => later.index));
  const sound = overlaps(cell, physicalRange, (p) => !alsoOverlapsVirtually(p) && isSoundTwice(p));
  return [
    ...suspicious.map((pair) => physicalOverlap(cell, pair, 'warning')),
    ...sound
      .filter(([, later]) => !known.has(later.index))
      .map((pair) => physicalOverlap(cell, pair, 'information')),
  ];
}

function physicalOverlap(
  cell: CellInSet,
  [earlier, later]: Pair,
  severity: Problem['severity'],
): Problem {
  return {
    ...placesOf(cell, [earlier, later], 'physStart'),
    severity,
    message:
      `${pairText(cell, [earlier, later])} name the same physical memory at ${shared(earlier, later)}: ` +
      `one lies at ${text(earlier.range)}, the other at ${text(later.range)}. ` +
      'The cell sees these bytes at two addresses, and what it writes through one changes the other. ' +
      (severity === 'warning'
        ? 'Give one of them memory of its own (phys_start), or mark both ROOTSHARED if that is meant.'
        : 'Both are ROOTSHARED, so this is right for the two ends of a link; else give one of them memory of its own.'),
  };
}

function isSoundTwice([a, b]: Pair): boolean {
  return hasFlag(a.region, 'ROOTSHARED') && hasFlag(b.region, 'ROOTSHARED');
}

function alsoOverlapsVirtually([a, b]: Pair): boolean {
  const first = virtualRange(a.region);
  const second = virtualRange(b.region);
  return first !== undefined && second !== undefined && intersection(first, second) !== undefined;
}

function placesOf(
  cell: CellInSet,
  [earlier, later]: Pair,
  field: string,
): Pick<Problem, 'id' | 'at' | 'related'> {
  return {
    id: regionOverlapInCell.id,
    at: cell.path('memoryRegions', later.index, field),
    related: [
      {
        at: cell.path('memoryRegions', earlier.index, field),
        message: `Memory region ${earlier.index} is at ${text(earlier.range)}.`,
      },
    ],
  };
}

function pairText(cell: CellInSet, [earlier, later]: Pair): string {
  return `Memory regions ${earlier.index} and ${later.index} of ${cell.title}`;
}

function shared(a: Placed, b: Placed): string {
  const both = intersection(a.range, b.range);
  return both === undefined ? 'no address' : text(both);
}

function text({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}
