// SPDX-License-Identifier: MIT
// Two ends of one link whose drivers do not speak with each other.
import { linkPairCheck, virtioFront } from '../../ivshmem-link.js';

export const ivshmemProtocolDiffers = linkPairCheck(
  {
    id: 'ivshmem-protocol-differs',
    severity: 'warning',
    describe: 'Two cells on one link of shared memory have protocols that do not fit.',
    consequence:
      'The drivers choose their devices by the protocol: one of the two finds no device, or they do not understand each other.',
    remedy:
      'Set .shmem_protocol alike at both ends; with virtio one end is the front end and the other the back end of the same kind of device.',
    evidence:
      'The ivshmem v2 specification; the hypervisor does not compare what the ends of a link say.',
  },
  (first, second) => {
    const [a, b] = [first.value.shmemProtocol, second.value.shmemProtocol];
    const isVirtio = a >= virtioFront && b >= virtioFront;
    const fits = isVirtio ? (a ^ b) === 0x4000 : a === b;
    // Several front ends may share a link with one back end.
    if (fits || (isVirtio && first.value.shmemPeers > 2)) return undefined;
    return {
      what: `has the protocol 0x${b.toString(16)}, which does not fit 0x${a.toString(16)} of ${first.cell.title}`,
      at: second.at('shmemProtocol'),
      related: [
        { at: first.at('shmemProtocol'), message: `${first.title} has 0x${a.toString(16)}.` },
      ],
    };
  },
);
