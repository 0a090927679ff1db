// SPDX-License-Identifier: MIT
// Memory regions that fixes add, under the same address for the cell.
import type { CellInSet } from '../check.js';
import { memoryFlags } from '../constants.js';
import { insertElement, memoryFlagsText } from '../fix.js';
import type { AddressRange } from '../memory-regions.js';
import type { InsertEdit } from '../problem.js';

/** Whole pages around the range, behind the cell's other regions. */
export function newRegion(
  { cell, path }: CellInSet,
  { start, end }: AddressRange,
  kind: 'registers' | 'memory' | 'DMA memory',
  comment: string,
): InsertEdit {
  const first = start & ~0xfffn;
  const { READ, WRITE, EXECUTE, DMA, IO } = memoryFlags;
  const more = { registers: IO, memory: EXECUTE | DMA, 'DMA memory': DMA }[kind];
  return insertElement(
    path('memoryRegions'),
    cell.memoryRegions.length,
    {
      physStart: first,
      virtStart: first,
      size: ((end + 0xfffn) & ~0xfffn) - first,
      flags: memoryFlagsText(READ | WRITE | more),
    },
    comment,
  );
}
