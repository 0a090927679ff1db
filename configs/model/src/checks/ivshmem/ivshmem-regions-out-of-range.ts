// SPDX-License-Identifier: MIT
// A shared memory device whose sections go beyond the cell's memory regions.
import { linkCheck } from '../../ivshmem-link.js';

export const ivshmemRegionsOutOfRange = linkCheck(
  {
    id: 'ivshmem-regions-out-of-range',
    severity: 'error',
    describe: 'A shared memory device counts on more memory regions than the cell has.',
    consequence: 'The hypervisor refuses the cell (EINVAL).',
    remedy:
      'Let shmem_regions_start be the index of the state table; behind it follow the section that all may write and one output section for each of shmem_peers.',
    evidence:
      'The hypervisor refuses it (EINVAL in ivshmem_init); three threads of the mailing list.',
    predicts: { outcome: 'refused' },
  },
  ({ value, cell, at }) => {
    const { shmemRegionsStart, shmemPeers } = value;
    const end = shmemRegionsStart + 2 + shmemPeers;
    const count = cell.cell.memoryRegions.length;
    if (end <= count) return undefined;
    return {
      what: `needs the memory regions ${shmemRegionsStart} to ${end - 1}, but there are only ${count}`,
      at: at('shmemRegionsStart'),
      related: [{ at: cell.path('memoryRegions'), message: `There are ${count} memory regions.` }],
    };
  },
);
