// SPDX-License-Identifier: MIT
// Two capabilities of one device for the same registers with different access.
import { deviceCheck } from '../../device-check.js';
import { capabilitiesOfDevice, isWritable } from '../../pci-capability.js';

export const pciCapabilityOverlap = deviceCheck(
  {
    id: 'pci-capability-overlap',
    severity: 'warning',
    describe: 'Two capabilities of a PCI device overlap, and only one of them may be written.',
    consequence: 'The hypervisor believes the one that comes first in the list.',
    remedy: 'Correct .start and .len, so that every register belongs to one capability.',
    evidence: 'The hypervisor takes the first capability that contains the register.',
  },
  (device) => {
    const all = capabilitiesOfDevice(device);
    for (const capability of all) {
      const { start, len } = capability.value;
      const other = all.find(
        ({ index, value }) =>
          index < capability.index &&
          value.start < start + len &&
          start < value.start + value.len &&
          isWritable(value) !== isWritable(capability.value),
      );
      if (other === undefined) continue;
      return {
        what: `has the capabilities ${other.index} and ${capability.index}, which overlap at 0x${Math.max(start, other.value.start).toString(16)}`,
        at: capability.at('start'),
        related: [{ at: other.at('start'), message: `${other.title} comes first.` }],
      };
    }
    return undefined;
  },
);
