// SPDX-License-Identifier: MIT
// Registers for which no allowed access is small enough.
import { formatRange } from '../format.js';
import { regionCheck, accessWidths, flagsFix, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const subpageSmallerThanAccess = regionCheck(
  {
    id: 'subpage-smaller-than-access',
    severity: 'error',
    describe: 'No allowed access fits into a region smaller than a page.',
    consequence:
      'The hypervisor rejects accesses that are wider than the region allows, or that are not aligned to their width. If none fits, the first access parks the CPU.',
    remedy: 'Allow a narrower access, or correct address and size of the region.',
    evidence:
      'How the hypervisor forwards accesses: width, alignment unless IO_UNALIGNED, and bounds.',
    predicts: { outcome: 'parked' },
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region } = place;
  const { virtStart, size } = region;
  const [narrowest] = accessWidths(region);
  if (size === 0n || narrowest === undefined || !isSubpage(region)) return undefined;
  const start = hasAny(region, 'IO_UNALIGNED')
    ? virtStart
    : ((virtStart + narrowest - 1n) / narrowest) * narrowest;
  if (start + narrowest <= virtStart + size) return undefined;
  return {
    message:
      `is ${formatRange(virtStart, size)}, but the narrowest access that its flags allow has ${narrowest * 8n} bits, ` +
      'for which there is no aligned place. Every access is rejected, and the first one parks the CPU. ' +
      'Allow a narrower access (JAILHOUSE_MEM_IO_8), or correct address and size.',
    field: 'flags',
    fix: flagsFix(place, 'Allow accesses of 8 bits', { set: ['IO_8'] }),
  };
}
