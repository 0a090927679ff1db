// SPDX-License-Identifier: MIT
// A communication region that names physical memory.
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionWithPhysicalAddress = regionCheck(
  {
    id: 'comm-region-with-physical-address',
    severity: 'information',
    describe: 'A communication region has a physical address.',
    consequence: 'The address means nothing: the hypervisor provides the page.',
    remedy: 'Leave phys_start out.',
    evidence: 'The hypervisor replaces the physical address by that of its own page.',
  },
  judge,
);

function judge({ region, cell, index, at }: RegionInSet): RegionFinding | undefined {
  if (cell.isRoot || !hasAny(region, 'COMM_REGION') || region.physStart === 0n) return undefined;
  return {
    message:
      `is the communication region, so its phys_start, ${formatHex(region.physStart)}, means nothing: ` +
      'the hypervisor provides the page. Leave it out.',
    field: 'physStart',
    fix: {
      title: `Set phys_start of memory region ${index} to 0`,
      edits: [setValue(at('physStart'), 0n)],
    },
  };
}
