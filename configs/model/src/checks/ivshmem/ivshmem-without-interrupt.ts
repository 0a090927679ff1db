// SPDX-License-Identifier: MIT
// A shared memory device of a PC without MSI-X.
import { isX86 } from '../../device-check.js';
import { linkCheck } from '../../ivshmem-link.js';

export const ivshmemWithoutInterrupt = linkCheck(
  {
    id: 'ivshmem-without-interrupt',
    severity: 'warning',
    describe: 'A shared memory device of an x86 cell has no MSI-X vectors.',
    consequence:
      'There is no other way to interrupt an x86 cell, so that the doorbells of its peers never ring.',
    remedy:
      'Set .num_msix_vectors to 1 at least and use JAILHOUSE_IVSHMEM_BAR_MASK_MSIX, unless the guest polls.',
    evidence: 'The hypervisor delivers INTx on ARM only.',
  },
  ({ value, cell, at }, set) => {
    if (!isX86(set, cell) || value.numMsixVectors > 0) return undefined;
    return { what: 'has no MSI-X vectors', at: at() };
  },
);
