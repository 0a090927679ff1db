// SPDX-License-Identifier: MIT
// A region that the root cell sees elsewhere than it is.
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const rootRegionNotIdentityMapped = regionCheck(
  {
    id: 'root-region-not-identity-mapped',
    severity: 'warning',
    describe: 'The root cell sees a region at another address than the physical one.',
    consequence:
      'The Linux of the root cell ran before the hypervisor did, with physical addresses; it goes on using them, so the region is not where it looks, and something else is. The reference takes memory from the root cell at its physical address, too, so that another piece than was meant goes away.',
    remedy: 'Make virt_start equal to phys_start.',
    evidence:
      'The reference assumes it when it takes memory from the root cell; no root cell of upstream has such a region.',
  },
  judge,
);

function judge({ region, index, at, cell }: RegionInSet): RegionFinding | undefined {
  const { physStart, virtStart, size } = region;
  if (!cell.isRoot || size === 0n || physStart === virtStart || hasAny(region, 'COMM_REGION')) {
    return undefined;
  }
  return {
    message:
      `is at ${formatHex(physStart)}, but the root cell sees it at ${formatHex(virtStart)}. ` +
      'Its Linux goes on using physical addresses, and finds something else there or nothing. ' +
      'Make virt_start equal to phys_start.',
    field: 'virtStart',
    fix: {
      title: `Let the root cell see memory region ${index} at ${formatHex(physStart)}`,
      edits: [setValue(at('virtStart'), physStart)],
    },
  };
}
