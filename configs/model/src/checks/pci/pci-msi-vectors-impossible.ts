// SPDX-License-Identifier: MIT
// A number of MSI vectors that no device has.
import { deviceCheck } from '../../device-check.js';

const most = 32;

export const pciMsiVectorsImpossible = deviceCheck(
  {
    id: 'pci-msi-vectors-impossible',
    severity: 'error',
    describe: 'A PCI device has a number of MSI vectors that is impossible.',
    consequence:
      'MSI knows 1, 2, 4, 8, 16 and 32 vectors; the hypervisor keeps room for 32 and writes beyond it.',
    remedy: 'Set .num_msi_vectors to what the device has (lspci -vv, "Count=").',
    evidence: 'The MSI capability of the PCI specification.',
  },
  ({ value, at }) => {
    const { numMsiVectors } = value;
    const isPower = (numMsiVectors & (numMsiVectors - 1)) === 0;
    if (numMsiVectors <= most && isPower) return undefined;
    return {
      severity: numMsiVectors > most ? 'error' : 'warning',
      what: `has ${numMsiVectors} MSI vectors`,
      at: at('numMsiVectors'),
    };
  },
);
