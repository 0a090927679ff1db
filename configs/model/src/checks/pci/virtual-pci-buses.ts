// SPDX-License-Identifier: MIT
// A virtual PCI host with more than one bus.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { setValue } from '../../fix.js';

export const virtualPciBuses = systemCheck(
  {
    id: 'virtual-pci-buses',
    severity: 'warning',
    describe: 'A virtual PCI host has more than one bus.',
    consequence:
      'The driver tells Linux of one bus only, and puts the registers of the devices where the hypervisor has the next one.',
    remedy: 'Set .pci_mmconfig_end_bus to 0.',
    evidence: 'The driver always makes a host with one bus; mended upstream in c48626a5.',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { pciIsVirtual, pciMmconfigEndBus } = platformInfo;
    const isPc = architecture === architectures.X86;
    if (isPc || pciIsVirtual === 0 || pciMmconfigEndBus === 0) return [];
    const at = { config: name, steps: ['system', 'platformInfo', 'pciMmconfigEndBus'] };
    return [
      {
        what: `has a virtual PCI host with ${pciMmconfigEndBus + 1} buses`,
        at,
        fix: { title: 'Set .pci_mmconfig_end_bus to 0', edits: [setValue(at, 0n)] },
      },
    ];
  },
);
