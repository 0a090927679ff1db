// SPDX-License-Identifier: MIT
// A PCI device on a bus that the configuration space does not have.
import { deviceCheck, isX86 } from '../../device-check.js';

export const pciBusOutOfRange = deviceCheck(
  {
    id: 'pci-bus-out-of-range',
    severity: 'error',
    describe: 'A PCI device is on a bus behind the last one of the configuration space.',
    consequence: 'Guests that use memory-mapped configuration space do not find the device.',
    remedy:
      'Move the device to a bus up to .pci_mmconfig_end_bus; .bdf is bus << 8 | slot << 3 | function.',
    evidence:
      'The configuration space has the buses up to .pci_mmconfig_end_bus; seen on the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at }, set) => {
    const { system } = set;
    if (system === undefined) return undefined;
    const { pciMmconfigBase, pciMmconfigEndBus } = system.config.system.platformInfo;
    const bus = value.bdf >> 8;
    if (pciMmconfigBase === 0n || bus <= pciMmconfigEndBus) return undefined;
    return {
      // A PC has ports for it, too.
      severity: isX86(set, cell) ? 'warning' : 'error',
      what: `is on bus ${bus}, but the last one is ${pciMmconfigEndBus}`,
      at: at('bdf'),
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'pciMmconfigEndBus'] },
          message: `The last bus is ${pciMmconfigEndBus}.`,
        },
      ],
    };
  },
);
