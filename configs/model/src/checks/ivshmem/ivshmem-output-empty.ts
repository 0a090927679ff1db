// SPDX-License-Identifier: MIT
// A network over shared memory without memory to send from.
import { linkCheck } from '../../ivshmem-link.js';
import { shmemProtocols } from '../../value-names.js';

export const ivshmemOutputEmpty = linkCheck(
  {
    id: 'ivshmem-output-empty',
    severity: 'warning',
    describe: 'A network over shared memory has an empty output section.',
    consequence: 'The network driver of Linux keeps its queues there and does not take the device.',
    remedy:
      'Give each peer an output section of the same size, as JAILHOUSE_SHMEM_NET_REGIONS does.',
    evidence: 'The driver ivshmem-net refuses a device without output sections.',
  },
  ({ sections, value }) => {
    if (value.shmemProtocol !== shmemProtocols.VETH) return undefined;
    const empty = sections?.find(({ kind, region }) => kind === 'output' && region.size === 0n);
    if (empty === undefined) return undefined;
    return { what: `is a network, but ${empty.name} is empty`, at: empty.at() };
  },
);
