// SPDX-License-Identifier: MIT
// Two ends of one link that count its peers differently.
import { setValue } from '../../fix.js';
import { linkPairCheck } from '../../ivshmem-link.js';

export const ivshmemPeersDiffer = linkPairCheck(
  {
    id: 'ivshmem-peers-differ',
    severity: 'error',
    describe: 'Two cells on one link of shared memory count its peers differently.',
    consequence:
      'Nobody compares the numbers at run time: each side looks for sections where the other has none, and data gets lost.',
    remedy: 'Set .shmem_peers alike at all ends of a link, with one output section for each peer.',
    evidence: 'The hypervisor does not compare what the ends of a link say (ivshmem_init).',
  },
  (first, second) => {
    const { shmemPeers } = second.value;
    if (first.value.shmemPeers === shmemPeers) return undefined;
    return {
      what: `has ${shmemPeers} peers, but ${first.value.shmemPeers} for ${first.cell.title}`,
      at: second.at('shmemPeers'),
      related: [
        {
          at: first.at('shmemPeers'),
          message: `${first.title} has ${first.value.shmemPeers} peers.`,
        },
      ],
      fix: {
        title: `Set .shmem_peers to ${first.value.shmemPeers} as ${first.cell.title} has it`,
        edits: [setValue(second.at('shmemPeers'), BigInt(first.value.shmemPeers))],
      },
    };
  },
);
