// SPDX-License-Identifier: MIT
// A link of shared memory with too many peers, or with too few.
import { linkCheck, mostPeers } from '../../ivshmem-link.js';

export const ivshmemPeersOutOfRange = linkCheck(
  {
    id: 'ivshmem-peers-out-of-range',
    severity: 'error',
    describe: 'A link of shared memory has more than 12 peers, or fewer than 2.',
    consequence:
      'The hypervisor knows 12 ends of a link at most and refuses those that are numbered higher; with fewer than 2 there is nobody to talk to.',
    remedy: 'Set .shmem_peers to the number of cells on the link, the root cell included.',
    evidence: 'The limit of the hypervisor (IVSHMEM_MAX_PEERS).',
  },
  ({ value, at }) => {
    const { shmemPeers } = value;
    if (shmemPeers >= 2 && shmemPeers <= mostPeers) return undefined;
    return {
      severity: shmemPeers > mostPeers ? 'error' : 'warning',
      what: `has .shmem_peers ${shmemPeers}, and a link has 2 to ${mostPeers}`,
      at: at('shmemPeers'),
    };
  },
);
