// SPDX-License-Identifier: MIT
// A PCI device of a type that does not exist.
import { pciTypes } from '../../constants.js';
import { deviceCheck } from '../../device-check.js';
import { removeElement } from '../../fix.js';

export const pciTypeUnknown = deviceCheck(
  {
    id: 'pci-type-unknown',
    severity: 'warning',
    describe: 'A PCI device has a type that does not exist.',
    consequence:
      'The hypervisor takes it for a device of the machine and lets the guest write none of its header: the guest is parked when it sets the device up.',
    remedy: 'Set .type to JAILHOUSE_PCI_TYPE_DEVICE, _BRIDGE or _IVSHMEM, or remove the entry.',
    evidence: 'The types of the format (cell-config.h).',
  },
  ({ value, at, index }) => {
    const known: readonly number[] = Object.values(pciTypes);
    if (known.includes(value.type)) return undefined;
    const isBlank = value.type === 0 && value.bdf === 0 && value.numCaps === 0;
    return {
      what: `has the type ${value.type}`,
      at: isBlank ? at() : at('type'),
      ...(isBlank && {
        fix: { title: `Remove PCI device ${index}`, edits: [removeElement(at())] },
      }),
    };
  },
);
