// SPDX-License-Identifier: MIT
// A PCI device that a cell lists twice.
import { deviceCheck, devicesOfMember, oncePerMember } from '../../device-check.js';
import { removeElement } from '../../fix.js';
import type { PciDevice } from '../../schema/records.js';

export const pciDeviceTwice = deviceCheck(
  {
    id: 'pci-device-twice',
    severity: 'error',
    describe: 'A cell lists a PCI device twice.',
    consequence:
      'The hypervisor sets up both entries but answers for the first one only; two shared memory devices at one address are refused or never seen.',
    remedy: 'Give each device its own .bdf, or remove one of the entries.',
    evidence: 'The hypervisor looks devices up by .bdf.',
  },
  ({ value, at, member, index }) => {
    const first = firstOnes(member).get(addressOf(value));
    // Entries without a type are left over.
    if (first === undefined || first.index >= index || value.type === 0) return undefined;
    return {
      what: `is at the same address as PCI device ${first.index}`,
      at: at('bdf'),
      related: [{ at: first.at('bdf'), message: `${first.title} comes first.` }],
      ...(first.value.type === value.type && {
        fix: { title: `Remove PCI device ${index}`, edits: [removeElement(at())] },
      }),
    };
  },
);

const addressOf = ({ domain, bdf }: PciDevice): number => domain * 0x10000 + bdf;

const firstOnes = oncePerMember((member) => {
  // From the end, so that the first one stays.
  const devices = devicesOfMember(member).toReversed();
  return new Map(devices.map((device) => [addressOf(device.value), device]));
});
