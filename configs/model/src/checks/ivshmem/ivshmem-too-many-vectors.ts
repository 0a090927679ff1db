// SPDX-License-Identifier: MIT
// A shared memory device with more MSI-X vectors than there can be.
import { setValue } from '../../fix.js';
import { linkCheck, mostVectors } from '../../ivshmem-link.js';

export const ivshmemTooManyVectors = linkCheck(
  {
    id: 'ivshmem-too-many-vectors',
    severity: 'error',
    describe: 'A shared memory device has more than 16 MSI-X vectors.',
    consequence: 'The hypervisor refuses the cell (EINVAL).',
    remedy: 'Set .num_msix_vectors to 16 at most.',
    evidence: 'The hypervisor refuses it (EINVAL in ivshmem_init).',
    predicts: { outcome: 'refused' },
  },
  ({ value, index, at }) => {
    if (value.numMsixVectors <= mostVectors) return undefined;
    return {
      what: `has ${value.numMsixVectors} MSI-X vectors`,
      at: at('numMsixVectors'),
      fix: {
        title: `Give PCI device ${index} ${mostVectors} vectors`,
        edits: [setValue(at('numMsixVectors'), BigInt(mostVectors))],
      },
    };
  },
);
