// SPDX-License-Identifier: MIT
// A device of the machine on a PCI host that is only virtual.
import { pciTypes } from '../../constants.js';
import { deviceCheck, isX86 } from '../../device-check.js';

export const pciDeviceOnVirtualHost = deviceCheck(
  {
    id: 'pci-device-on-virtual-host',
    severity: 'warning',
    describe: 'A PCI device of the machine is listed although the PCI host is virtual.',
    consequence:
      'There is nothing behind the configuration space of a virtual host; the hypervisor reads and writes there as if there were.',
    remedy:
      'List shared memory devices only, or describe the real host: its configuration space, and .pci_is_virtual 0. A real host beside the virtual one is a memory region.',
    evidence: 'Seen on the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at }, set) => {
    const isVirtual = set.system?.config.system.platformInfo.pciIsVirtual === 1;
    const isPhysical = value.type === pciTypes.DEVICE || value.type === pciTypes.BRIDGE;
    if (!isVirtual || !isPhysical || isX86(set, cell)) return undefined;
    return { what: 'is a device of the machine, but the PCI host is virtual', at: at('type') };
  },
);
