// SPDX-License-Identifier: MIT
// A virtual PCI host beyond the addresses of 32 bits.
import { systemCheck } from '../../device-check.js';
import { formatRange } from '../../format.js';
import { virtualPciWindow } from '../../virtual-pci-window.js';

const limit = 1n << 32n;

export const virtualPciOutOfReach = systemCheck(
  {
    id: 'virtual-pci-out-of-reach',
    severity: 'error',
    describe: 'The virtual PCI host lies above 4 GiB.',
    consequence:
      'The registers of virtual devices lie behind its configuration space and have BARs of 32 bits: Linux finds no place for them.',
    remedy: 'Choose a .pci_mmconfig_base below 4 GiB where nothing else is.',
    evidence: 'The driver asks for a 32-bit window right behind the configuration space.',
  },
  ({ name, config }) => {
    const window = virtualPciWindow(config);
    if (window === undefined || window.end <= limit) return [];
    return [
      {
        what: `has the window of its virtual PCI host at ${formatRange(window.start, window.end - window.start)}`,
        at: { config: name, steps: ['system', 'platformInfo', 'pciMmconfigBase'] },
      },
    ];
  },
);
