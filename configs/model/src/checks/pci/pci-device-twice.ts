// SPDX-License-Identifier: MIT
// A PCI device that a cell lists twice.
import { deviceCheck, devicesOfMember } from '../../device-check.js';
import { removeElement } from '../../fix.js';

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
    const first = devicesOfMember(member).find(
      (other) =>
        other.index < index && other.value.bdf === value.bdf && other.value.domain === value.domain,
    );
    // Entries without a type are left over.
    if (first === undefined || value.type === 0) return undefined;
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
