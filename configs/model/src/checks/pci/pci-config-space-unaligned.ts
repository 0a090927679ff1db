// SPDX-License-Identifier: MIT
// A PCI configuration space that does not begin at 1 MiB.
import { systemCheck } from '../../device-check.js';
import { formatHex } from '../../format.js';
import { busSize } from '../../virtual-pci-window.js';

export const pciConfigSpaceUnaligned = systemCheck(
  {
    id: 'pci-config-space-unaligned',
    severity: 'warning',
    describe: 'The PCI configuration space does not begin at a multiple of 1 MiB.',
    consequence:
      'Each bus has 1 MiB of its own: no real host is elsewhere, and guests may mix up buses.',
    remedy:
      'Take .pci_mmconfig_base from the MCFG table or the device tree; choose another for a virtual host.',
    evidence: 'The enhanced configuration access of PCI Express.',
  },
  ({ name, config }) => {
    const { pciMmconfigBase } = config.system.platformInfo;
    if (pciMmconfigBase % busSize === 0n) return [];
    return [
      {
        what: `has its PCI configuration space at ${formatHex(pciMmconfigBase)}`,
        at: { config: name, steps: ['system', 'platformInfo', 'pciMmconfigBase'] },
      },
    ];
  },
);
