// SPDX-License-Identifier: MIT
// Two ends of one link that are the same peer.
import { linkPairCheck } from '../../ivshmem-link.js';

export const ivshmemIdTwice = linkPairCheck(
  {
    id: 'ivshmem-id-twice',
    severity: 'error',
    describe: 'Two cells have the same number on one link of shared memory.',
    consequence: 'The hypervisor refuses the cell that comes second (EBUSY).',
    remedy:
      'Give each peer its own .shmem_dev_id, and let each write its own output section; another link needs another .bdf.',
    evidence: 'The hypervisor refuses it (EBUSY in ivshmem_init); seen on the mailing list.',
    predicts: { outcome: 'refused' },
  },
  (first, second) => {
    const id = second.value.shmemDevId;
    if (first.value.shmemDevId !== id) return undefined;
    return {
      what: `is peer ${id} of its link, and so is the device of ${first.cell.title}`,
      at: second.at('shmemDevId'),
      related: [{ at: first.at('shmemDevId'), message: `${first.title} is peer ${id}.` }],
    };
  },
);
