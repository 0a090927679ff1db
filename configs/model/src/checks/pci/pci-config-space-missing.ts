// SPDX-License-Identifier: MIT
// PCI devices on an Arm machine that has no configuration space.
import { deviceCheck, isX86 } from '../../device-check.js';

export const pciConfigSpaceMissing = deviceCheck(
  {
    id: 'pci-config-space-missing',
    severity: 'warning',
    describe: 'A cell has PCI devices, but the system has no PCI configuration space.',
    consequence: 'Guests have no way to find the devices, or to set them up.',
    remedy:
      'Set .pci_mmconfig_base to that of the PCI host; for a virtual host it is 1 MiB of addresses below 4 GiB where nothing else is.',
    evidence: 'On ARM the hypervisor serves the configuration space at .pci_mmconfig_base only.',
    needs: 'system',
  },
  ({ cell, index }, set) => {
    const { system } = set;
    if (system === undefined || index > 0 || isX86(set, cell)) return undefined;
    if (system.config.system.platformInfo.pciMmconfigBase !== 0n) return undefined;
    return {
      what: 'cannot be reached: .pci_mmconfig_base of the system is 0',
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'pciMmconfigBase'] },
          message: 'There is no configuration space.',
        },
      ],
    };
  },
);
