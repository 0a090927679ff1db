// SPDX-License-Identifier: MIT
// The page of an MSI-X table within a memory region of a cell.
import { boardRule, placedRegions, rangeText, touchesAny, without } from '../board/board-rule.js';
import type { PlacedRegion } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';
import type { CellInSet } from '../check.js';
import { insertElement, memoryFlagsText, removeElement, setValue } from '../fix.js';
import type { AddressRange } from '../memory-regions.js';
import type { FixEdit, ModelPath } from '../problem.js';

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
        .map((placed) => ({
          message:
            `Memory region ${placed.index} of ${member.title}, ${rangeText(placed.range)}, covers the MSI-X table of PCI device ${formatBdf(device.bdf)}, ${rangeText(table)} by ${fact.from}. ` +
            'Split the region, so that the page is left out.',
          at: member.path('memoryRegions', placed.index),
          fix: {
            title: `Leave the MSI-X table out of memory region ${placed.index}`,
            edits: withoutTable(member, placed, table),
          },
        }));
    }),
);

/** Up to two pieces: in front of the table and behind it. */
function withoutTable(
  { path, cell }: CellInSet,
  { index, region, range }: PlacedRegion,
  table: AddressRange,
): FixEdit[] {
  const at = (field: 'physStart' | 'virtStart' | 'size'): ModelPath =>
    path('memoryRegions', index, field);
  const [first, second] = without(range, [table]);
  if (first === undefined) return [removeElement(path('memoryRegions', index))];
  const virtual = (start: bigint): bigint => start - range.start + region.virtStart;
  const moved =
    first.start === range.start
      ? []
      : [setValue(at('physStart'), first.start), setValue(at('virtStart'), virtual(first.start))];
  const rest = second && {
    physStart: second.start,
    virtStart: virtual(second.start),
    size: second.end - second.start,
    flags: memoryFlagsText(region.flags),
  };
  return [
    ...moved,
    setValue(at('size'), first.end - first.start),
    // Regions are numbered elsewhere, so that new ones come last.
    ...(rest ? [insertElement(path('memoryRegions'), cell.memoryRegions.length, rest)] : []),
  ];
}
