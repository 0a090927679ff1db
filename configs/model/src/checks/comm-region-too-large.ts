// SPDX-License-Identifier: MIT
// A communication region of more than the one page that there is.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatSize } from '../format.js';
import { regionCheck, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionTooLarge = regionCheck(
  {
    id: 'comm-region-too-large',
    severity: 'error',
    describe: 'The communication region is larger than one page.',
    consequence:
      'The hypervisor provides one page. It maps no more than that, and parks the CPU behind it; the reference maps whatever lies behind the page, which is memory of the hypervisor.',
    remedy: 'Make the size 0x1000.',
    evidence: 'The hypervisor maps one page of it; one thread of the mailing list.',
  },
  judge,
);

function judge({ region, cell, index, at }: RegionInSet): RegionFinding | undefined {
  if (cell.isRoot || !hasAny(region, 'COMM_REGION')) return undefined;
  if (isSubpage(region) || region.size <= pageSize) return undefined;
  return {
    message:
      `is the communication region and has ${formatSize(region.size)}, but there is one page. ` +
      'Behind it, the CPU is parked; the reference shows memory of the hypervisor there. Make the size 0x1000.',
    field: 'size',
    fix: {
      title: `Make memory region ${index} one page`,
      edits: [setValue(at('size'), pageSize)],
    },
  };
}
