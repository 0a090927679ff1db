// SPDX-License-Identifier: MIT
// MSI-X on the virtual PCI host of an ARM machine, which has none.
import { setValue } from '../../fix.js';
import { isX86 } from '../../device-check.js';
import { linkCheck } from '../../ivshmem-link.js';

export const ivshmemMsixOnVirtualHost = linkCheck(
  {
    id: 'ivshmem-msix-on-virtual-host',
    severity: 'error',
    describe: 'A shared memory device wants MSI-X from a virtual host, which has none.',
    consequence:
      'Linux finds no MSI controller for the virtual PCI host, and its driver gives up on the device (error -28).',
    remedy:
      'Leave .num_msix_vectors out and use JAILHOUSE_IVSHMEM_BAR_MASK_INTX; the interrupt then is that of .vpci_irq_base.',
    evidence: 'Three threads of the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at, index }, set) => {
    const isVirtual = set.system?.config.system.platformInfo.pciIsVirtual !== 0;
    if (!isVirtual || isX86(set, cell) || value.numMsixVectors === 0) return undefined;
    return {
      severity: cell.isRoot ? 'error' : 'warning',
      what: `has ${value.numMsixVectors} MSI-X vectors on a virtual PCI host`,
      at: at('numMsixVectors'),
      fix: {
        title: `Let PCI device ${index} use INTx`,
        edits: [setValue(at('numMsixVectors'), 0n)],
      },
    };
  },
);
