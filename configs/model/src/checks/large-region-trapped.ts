// SPDX-License-Identifier: MIT
// A large region that is trapped because of a few odd bytes.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatRange, formatSize } from '../format.js';
import { regionCheck, accessWidths, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const largeRegionTrapped = regionCheck(
  {
    id: 'large-region-trapped',
    severity: 'information',
    describe: 'A region of many pages is not made of whole pages, so each access to it is trapped.',
    consequence:
      'One odd byte makes the hypervisor trap every access to the region: each costs a microsecond or more instead of some nanoseconds, and instructions that move several registers park the CPU.',
    remedy:
      'Round address and size to whole pages where nothing else shares the last page; else split the rest off as a region of its own.',
    evidence:
      'JAILHOUSE_MEMORY_IS_SUBPAGE() looks at the region as a whole; three threads of the mailing list.',
  },
  judge,
);

const mask = pageSize - 1n;

function judge({ region, at, index }: RegionInSet): RegionFinding | undefined {
  const { virtStart, size } = region;
  const isSizeAlone = (size & mask) === mask && (virtStart & mask) === 0n;
  if (size < 2n * pageSize || !isSubpage(region) || accessWidths(region).length === 0)
    return undefined;
  if (isSizeAlone) return undefined;
  const isStart = (virtStart & mask) !== 0n;
  const whole = (size + mask) & ~mask;
  return {
    message:
      `is ${formatRange(virtStart, size)}, which is not made of whole pages, so the hypervisor traps each access to all of it. ` +
      'That is slow, and instructions that move several registers park the CPU. ' +
      'Round it to whole pages, or split the odd rest off as a region of its own.',
    field: isStart ? 'virtStart' : 'size',
    ...(!isStart && {
      fix: {
        title: `Round memory region ${index} up to ${formatSize(whole)}`,
        edits: [setValue(at('size'), whole)],
      },
    }),
  };
}
