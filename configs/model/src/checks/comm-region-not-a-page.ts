// SPDX-License-Identifier: MIT
// A communication region that is not made of whole pages.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatRange } from '../format.js';
import { regionCheck, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionNotAPage = regionCheck(
  {
    id: 'comm-region-not-a-page',
    severity: 'error',
    describe: 'The communication region is not made of whole pages.',
    consequence:
      'The hypervisor provides one page, which it can only map as a whole, so it refuses the cell.',
    remedy: 'Make the size 0x1000 and virt_start a multiple of it.',
    evidence: 'The hypervisor refuses a part of a page (EINVAL); one thread of the mailing list.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_UNALIGNED' },
  },
  judge,
);

function judge({ region, cell, index, at }: RegionInSet): RegionFinding | undefined {
  const { virtStart, size } = region;
  if (cell.isRoot || !hasAny(region, 'COMM_REGION') || size === 0n) return undefined;
  const isAligned = virtStart % pageSize === 0n;
  if (!isSubpage(region)) return undefined;
  return {
    message:
      `is the communication region, but ${formatRange(virtStart, size)} is not made of whole pages. ` +
      'The hypervisor refuses it with REFUSAL_REGION_UNALIGNED. ' +
      'Make the size 0x1000 and virt_start a multiple of it.',
    field: isAligned ? 'size' : 'virtStart',
    ...(isAligned && {
      fix: {
        title: `Make memory region ${index} one page`,
        edits: [setValue(at('size'), pageSize)],
      },
    }),
  };
}
