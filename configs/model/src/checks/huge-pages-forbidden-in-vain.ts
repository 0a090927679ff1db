// SPDX-License-Identifier: MIT
// NO_HUGEPAGES where no huge page fits anyway.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const hugePagesForbiddenInVain = regionCheck(
  {
    id: 'huge-pages-forbidden-in-vain',
    severity: 'information',
    describe: 'A region forbids huge pages, but none fits into it.',
    consequence: 'Nothing: the region is mapped by pages of 4 KiB with the flag and without it.',
    remedy: 'Remove JAILHOUSE_MEM_NO_HUGEPAGES.',
    evidence: 'Huge pages are 2 MiB, aligned on both sides.',
  },
  judge,
);

const hugePage = 0x200000n;

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region } = place;
  const { physStart, virtStart, size } = region;
  if (!hasAny(region, 'NO_HUGEPAGES') || size === 0n) return undefined;
  const first = ((physStart + hugePage - 1n) / hugePage) * hugePage;
  const fits = first + hugePage <= physStart + size && (physStart ^ virtStart) % hugePage === 0n;
  if (fits) return undefined;
  return {
    message:
      'forbids huge pages, but none fits into it: they are 2 MiB and aligned in both kinds of addresses. ' +
      'Remove JAILHOUSE_MEM_NO_HUGEPAGES, which has no effect here.',
    field: 'flags',
    fix: flagsFix(place, 'Remove NO_HUGEPAGES', { clear: ['NO_HUGEPAGES'] }),
  };
}
