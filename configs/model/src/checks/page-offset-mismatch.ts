// SPDX-License-Identifier: MIT
// Physical and virtual address that differ within a page.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const pageOffsetMismatch = regionCheck(
  {
    id: 'page-offset-mismatch',
    severity: 'error',
    describe:
      'Physical and virtual address of a region lie at different places within their pages.',
    consequence:
      'A page is mapped as a whole, so the two addresses must agree in their lower 12 bits. The hypervisor refuses such a region; the reference drops the bits of the physical address and maps other bytes than were meant.',
    remedy: 'Make phys_start and virt_start equal in the lower 12 bits.',
    evidence:
      'The hypervisor refuses it; the reference looks at virt_start and size only, so it truncates phys_start.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_UNALIGNED' },
  },
  judge,
);

const mask = pageSize - 1n;

function judge({ region, index, at }: RegionInSet): RegionFinding | undefined {
  const { physStart, virtStart, size } = region;
  const isEqual = ((physStart ^ virtStart) & mask) === 0n;
  if (size === 0n || isEqual || hasAny(region, 'COMM_REGION')) return undefined;
  const trapped = isSubpage(region);
  const wanted = (physStart & ~mask) | (virtStart & mask);
  return {
    ...(trapped && { severity: 'warning' }),
    message:
      `has its physical address ${formatHex(physStart)} at another place within the page than its virtual one, ` +
      `${formatHex(virtStart)}. ` +
      (trapped
        ? 'Accesses are trapped and forwarded, so this works, but registers appear at odd places. '
        : 'Pages are mapped as a whole, so the hypervisor refuses this with REFUSAL_REGION_UNALIGNED. ') +
      'Make both equal in the lower 12 bits.',
    field: 'physStart',
    ...(!trapped && {
      fix: {
        title: `Start memory region ${index} at physical address ${formatHex(wanted)}`,
        edits: [setValue(at('physStart'), wanted)],
      },
    }),
  };
}
