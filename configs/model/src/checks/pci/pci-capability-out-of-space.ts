// SPDX-License-Identifier: MIT
// A PCI capability at registers where it cannot be.
import { capabilityCheck, isExtended } from '../../pci-capability.js';

const headerSize = 0x40;
const spaceSize = 0x100;
const extendedSpaceSize = 0x1000;

export const pciCapabilityOutOfSpace = capabilityCheck(
  {
    id: 'pci-capability-out-of-space',
    severity: 'warning',
    describe: 'A PCI capability is where no capability of its kind can be.',
    consequence:
      'The registers below 0x40 are moderated by the hypervisor itself, and there are 0x100 of them, 0x1000 with those of PCI Express: what lies elsewhere grants nothing.',
    remedy:
      'Take .start from the configuration space of the device (lspci -vvv), and set JAILHOUSE_PCI_EXT_CAP for capabilities from 0x100 on only.',
    evidence: 'The configuration space of the PCI specifications.',
  },
  ({ value, at }) => {
    const { start, len, id } = value;
    if (len === 0) return undefined;
    // Registers without a capability's id may be anywhere behind the header.
    const isOrdinary = !isExtended(value) && id !== 0;
    const lowest = isExtended(value) ? spaceSize : headerSize;
    const highest = isOrdinary ? spaceSize : extendedSpaceSize;
    if (start >= lowest && start + len <= highest) return undefined;
    return {
      what: `lies at 0x${start.toString(16)}-0x${(start + len - 1).toString(16)}, and its kind at 0x${lowest.toString(16)}-0x${(highest - 1).toString(16)}`,
      at: at('start'),
    };
  },
);
