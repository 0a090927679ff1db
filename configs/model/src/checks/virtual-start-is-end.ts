// SPDX-License-Identifier: MIT
// A region that a cell sees right behind where it is: the end was taken for the start.
import { setValue } from '../fix.js';
import { formatHex, formatRange } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const virtualStartIsEnd = regionCheck(
  {
    id: 'virtual-start-is-end',
    severity: 'warning',
    describe: 'The virtual address of a region is its physical end.',
    consequence:
      'The cell sees the region where it ends in physical memory, one size too far: most likely the end was written where the start belongs.',
    remedy: 'Correct virt_start; registers are usually seen where they are.',
    evidence: 'Seen on the mailing list.',
  },
  judge,
);

function judge({ region, index, at, cell }: RegionInSet): RegionFinding | undefined {
  const { physStart, virtStart, size } = region;
  if (cell.isRoot || size === 0n || virtStart !== physStart + size) return undefined;
  if (hasAny(region, 'COMM_REGION', 'LOADABLE') || physStart === 0n) return undefined;
  return {
    message:
      `is at ${formatRange(physStart, size)}, but the cell sees it at ${formatHex(virtStart)}, right behind that, ` +
      'as if the end had been taken for the start. Correct virt_start.',
    field: 'virtStart',
    fix: {
      title: `See memory region ${index} at ${formatHex(physStart)}`,
      edits: [setValue(at('virtStart'), physStart)],
    },
  };
}
