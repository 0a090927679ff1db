// SPDX-License-Identifier: MIT
// Registers that share a page with others, without a width of access.
import { pageSize } from '../constants.js';
import { formatRange } from '../format.js';
import { regionCheck, accessWidths, flagsFix, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const subpageWithoutAccessWidth = regionCheck(
  {
    id: 'subpage-without-access-width',
    severity: 'error',
    describe: 'A region smaller than a page names no width of access.',
    consequence:
      'The hypervisor traps every access to such a region and lets those pass whose width the region allows. Where none is allowed, the first access parks the CPU.',
    remedy:
      'Add JAILHOUSE_MEM_IO_8, _16, _32 or _64 as the device wants it; most devices take 32 bits.',
    evidence:
      'The hypervisor parks the CPU with "Invalid MMIO"; three threads of the mailing list.',
    predicts: { outcome: 'parked' },
  },
  judge,
);

const mask = pageSize - 1n;

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region } = place;
  const { virtStart, size } = region;
  if (size === 0n || !isSubpage(region) || accessWidths(region).length > 0) return undefined;
  const isRam = hasAny(region, 'EXECUTE', 'DMA', 'LOADABLE') && !hasAny(region, 'IO');
  const isSizeAlone = (size & mask) === mask && (virtStart & mask) === 0n;
  if (isRam || isSizeAlone || hasAny(region, 'COMM_REGION')) return undefined;
  return {
    message:
      `is not made of whole pages (${formatRange(virtStart, size)}) and names no width of access. ` +
      'The hypervisor traps every access there and rejects all of them: the first one parks the CPU. ' +
      'Add JAILHOUSE_MEM_IO_32, or the width that the device wants.',
    field: 'flags',
    fix: flagsFix(place, 'Allow accesses of 32 bits', { set: ['IO_32'] }),
  };
}
