// SPDX-License-Identifier: MIT
// A region without a size that is no place-holder of an ivshmem device.
import { regionCheck, removeFix } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const emptyMemoryRegion = regionCheck(
  {
    id: 'empty-memory-region',
    severity: 'warning',
    describe: 'A region has the size 0 and stands for nothing.',
    consequence:
      'The hypervisor skips it. Only an ivshmem device has a use for such an entry, where it has no section of that kind; elsewhere it is a bound that is too large, or a size that was forgotten.',
    remedy: 'Give it a size, or remove it.',
    evidence:
      "The maintainer's wish list for a checker names it; hand-counted bounds are wrong in three threads of the mailing list.",
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region, isSection } = place;
  if (region.size !== 0n || isSection) return undefined;
  const isBlank = region.physStart === 0n && region.virtStart === 0n && region.flags === 0n;
  return {
    message: isBlank
      ? 'is an entry of zeros, which the hypervisor skips. No ivshmem device counts it among its sections, so it is most likely left over. Remove it.'
      : 'has the size 0, so the hypervisor skips it, and the cell has nothing there. Give it a size, or remove it.',
    field: isBlank ? undefined : 'size',
    fix: removeFix(place),
  };
}
