// SPDX-License-Identifier: MIT
// Large RAM whose two addresses differ within 2 MiB.
import { formatHex, formatSize } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const hugePagesImpossible = regionCheck(
  {
    id: 'huge-pages-impossible',
    severity: 'information',
    describe: 'RAM of a cell cannot be mapped by huge pages.',
    consequence:
      'Physical and virtual address differ within 2 MiB, so all of it is mapped by pages of 4 KiB: 512 times as many entries, page tables from the pool of the hypervisor, and more misses of the TLB.',
    remedy: 'Let phys_start and virt_start be equal in the lower 21 bits.',
    evidence:
      'One table of 4 KiB for each 2 MiB; three threads of the mailing list about memory of the hypervisor that ran out.',
  },
  judge,
);

const hugePage = 0x200000n;

function judge({ region }: RegionInSet): RegionFinding | undefined {
  const { physStart, virtStart, size } = region;
  const isRam =
    hasAny(region, 'EXECUTE', 'DMA', 'LOADABLE') && !hasAny(region, 'IO', 'COMM_REGION');
  const isCongruent = (physStart ^ virtStart) % hugePage === 0n;
  const smallest = 2n * hugePage;
  if (!isRam || size < smallest || isCongruent || hasAny(region, 'NO_HUGEPAGES')) return undefined;
  return {
    message:
      `has ${formatSize(size)} of RAM whose addresses, ${formatHex(physStart)} and ${formatHex(virtStart)}, differ within 2 MiB, ` +
      'so that it is mapped by pages of 4 KiB only, which costs page tables and time. ' +
      'Make both addresses equal in the lower 21 bits.',
    field: 'virtStart',
  };
}
