// SPDX-License-Identifier: MIT
// A shared memory device with a number that is no peer's.
import { linkCheck, mostPeers } from '../../ivshmem-link.js';

export const ivshmemIdOutOfRange = linkCheck(
  {
    id: 'ivshmem-id-out-of-range',
    severity: 'error',
    describe: 'The number of a shared memory device is not below the number of peers.',
    consequence:
      'The peer has no output section and no entry in the state table, so that the others never hear of it; from 12 on the hypervisor refuses the cell (EINVAL).',
    remedy: 'Number the peers of a link from 0 to shmem_peers - 1.',
    evidence:
      'The ivshmem v2 specification; the hypervisor refuses numbers from 12 on; seen on the mailing list.',
  },
  ({ value, at }) => {
    const { shmemDevId, shmemPeers } = value;
    if (shmemDevId < shmemPeers || shmemPeers === 0 || shmemPeers > mostPeers) return undefined;
    return {
      what: `has .shmem_dev_id ${shmemDevId}, but the link has ${shmemPeers} peers`,
      at: at('shmemDevId'),
      related: [{ at: at('shmemPeers'), message: `The link has ${shmemPeers} peers.` }],
    };
  },
);
