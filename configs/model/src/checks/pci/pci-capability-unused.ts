// SPDX-License-Identifier: MIT
// A PCI capability that no device refers to.
import { capabilityCheck } from '../../pci-capability.js';

export const pciCapabilityUnused = capabilityCheck(
  {
    id: 'pci-capability-unused',
    severity: 'information',
    describe: 'No PCI device refers to a capability of the list.',
    consequence: 'It grants nothing.',
    remedy:
      'See whether .caps_start and .num_caps of the devices still fit the list, or leave the capability out.',
    evidence: 'The format: devices refer to capabilities by index.',
  },
  ({ isUsed, value }) => {
    const isBlank = value.id === 0 && value.start === 0 && value.len === 0;
    return isUsed || isBlank ? undefined : { what: 'belongs to no device' };
  },
);
