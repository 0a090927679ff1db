// SPDX-License-Identifier: MIT
// A PCI device with capabilities that the cell does not list.
import { deviceCheck } from '../../device-check.js';

export const pciCapabilitiesOutOfRange = deviceCheck(
  {
    id: 'pci-capabilities-out-of-range',
    severity: 'error',
    describe: 'A PCI device refers to capabilities that are not in the list of the cell.',
    consequence:
      'The hypervisor does not look how long the list is: it takes what follows it for capabilities, and grants or refuses accesses by chance.',
    remedy:
      'Let .caps_start be the index of the first capability of the device in .pci_caps, and .num_caps their number; .num_pci_caps of the cell counts all.',
    evidence: 'The hypervisor does not check the indexes; seen on the mailing list.',
  },
  ({ value, cell, at }) => {
    const { capsStart, numCaps } = value;
    const { length } = cell.cell.pciCapabilities;
    if (numCaps === 0 || capsStart + numCaps <= length) return undefined;
    return {
      what: `has the capabilities ${capsStart} to ${capsStart + numCaps - 1}, but there are only ${length}`,
      at: at(capsStart >= length ? 'capsStart' : 'numCaps'),
      related: [{ at: cell.path('pciCapabilities'), message: `There are ${length} capabilities.` }],
    };
  },
);
