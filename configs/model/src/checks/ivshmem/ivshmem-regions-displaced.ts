// SPDX-License-Identifier: MIT
// Sections of a shared memory device that are regions for something else.
import { hasFlag } from '../../memory-regions.js';
import { foreignIndex, linkCheck, mostPeers } from '../../ivshmem-link.js';
import type { MemoryRegion } from '../../schema/records.js';

export const ivshmemRegionsDisplaced = linkCheck(
  {
    id: 'ivshmem-regions-displaced',
    severity: 'error',
    describe: 'A shared memory device takes memory of another purpose for its sections.',
    consequence:
      'The peers take RAM of the cell, or its communication region, for shared memory, and overwrite it.',
    remedy:
      'Let shmem_regions_start be the index of the state table again; it moves when regions are inserted in front of it.',
    evidence: 'Seen on the mailing list: regions were inserted and the index stayed.',
  },
  ({ value, cell, at }) => {
    const { shmemRegionsStart: start, shmemPeers } = value;
    const regions = cell.cell.memoryRegions.slice(start, start + 2 + shmemPeers);
    const offset = foreignIndex(regions);
    const region = regions[offset];
    if (region === undefined || shmemPeers > mostPeers) return undefined;
    const purpose = purposeOf(region);
    return {
      what: `counts memory region ${start + offset} among its sections, which is ${purpose}`,
      at: at('shmemRegionsStart'),
      related: [
        {
          at: cell.path('memoryRegions', start + offset),
          message: `Memory region ${start + offset} is ${purpose}.`,
        },
      ],
    };
  },
);

function purposeOf(region: MemoryRegion): string {
  if (hasFlag(region, 'COMM_REGION')) return 'the communication region';
  if (hasFlag(region, 'LOADABLE')) return 'loadable RAM';
  return hasFlag(region, 'IO') ? 'registers of a device' : 'RAM with code';
}
