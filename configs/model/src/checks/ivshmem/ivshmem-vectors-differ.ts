// SPDX-License-Identifier: MIT
// Two ends of one link with different numbers of MSI-X vectors.
import { linkPairCheck, virtioFront } from '../../ivshmem-link.js';

export const ivshmemVectorsDiffer = linkPairCheck(
  {
    id: 'ivshmem-vectors-differ',
    severity: 'information',
    describe: 'Two cells on one link of shared memory have different numbers of MSI-X vectors.',
    consequence: 'A doorbell that is rung with a number which the other end does not have is lost.',
    remedy: 'Set .num_msix_vectors alike at both ends, unless their drivers know better.',
    evidence: 'The ivshmem v2 specification; the front and back ends of virtio differ on purpose.',
  },
  (first, second) => {
    const [a, b] = [first.value.numMsixVectors, second.value.numMsixVectors];
    const isVirtio = second.value.shmemProtocol >= virtioFront;
    if (a === b || a === 0 || b === 0 || isVirtio) return undefined;
    return {
      what: `has ${b} MSI-X vectors, but ${a} for ${first.cell.title}`,
      at: second.at('numMsixVectors'),
    };
  },
);
