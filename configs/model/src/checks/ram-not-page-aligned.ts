// SPDX-License-Identifier: MIT
// RAM that is not made of whole pages: it cannot be mapped, so the hypervisor
// treats it as registers.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatRange } from '../format.js';
import { regionCheck, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const ramNotPageAligned = regionCheck(
  {
    id: 'ram-not-page-aligned',
    severity: 'error',
    describe: 'RAM is not made of whole pages.',
    consequence:
      'The hypervisor maps whole pages only. A region whose address or size is no multiple of 4 KiB is trapped access by access, as registers are: code cannot run there, and DMA cannot reach it.',
    remedy: 'Make virt_start and size multiples of 0x1000.',
    evidence:
      'JAILHOUSE_MEMORY_IS_SUBPAGE() of the format; six threads of the mailing list, with "Overflow during MMIO region registration" and "unsupported instruction".',
    predicts: { outcome: 'parked' },
  },
  judge,
);

const mask = pageSize - 1n;

function judge({ region, at, index }: RegionInSet): RegionFinding | undefined {
  const { virtStart, size } = region;
  const isRam =
    hasAny(region, 'EXECUTE', 'DMA', 'LOADABLE') && !hasAny(region, 'IO', 'COMM_REGION');
  const isSizeAlone = (size & mask) === mask && (virtStart & mask) === 0n;
  if (!isRam || size === 0n || !isSubpage(region) || isSizeAlone) return undefined;
  const isStart = (virtStart & mask) !== 0n;
  const whole = (size + mask) & ~mask;
  return {
    message:
      `is RAM, but ${formatRange(virtStart, size)} is not made of whole pages. ` +
      'The hypervisor maps no such thing: each access is trapped, no code runs there, and no device reaches it. ' +
      'Make virt_start and size multiples of 0x1000.',
    field: isStart ? 'virtStart' : 'size',
    ...(!isStart && {
      fix: {
        title: `Make memory region ${index} whole pages`,
        edits: [setValue(at('size'), whole)],
      },
    }),
  };
}
