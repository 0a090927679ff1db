// SPDX-License-Identifier: MIT
// An MSI capability that ends before its registers do.
import { setValue } from '../../fix.js';
import { capabilityCheck } from '../../pci-capability.js';
import { pciCapabilityIds } from '../../value-names.js';

export const pciCapabilityTooShort = capabilityCheck(
  {
    id: 'pci-capability-too-short',
    severity: 'warning',
    describe: 'An MSI capability ends before its registers do.',
    consequence:
      'The guest is parked when it writes the rest: mostly that is the data of the message.',
    remedy: 'Set .len to 10, to 14 with .msi_64bits, and to 20 or 24 with .msi_maskable.',
    evidence: 'The MSI capability of the PCI specification; seen on the mailing list.',
  },
  ({ value, at, isUsed, isWide, index }) => {
    if (value.id !== pciCapabilityIds.MSI || value.len === 0) return undefined;
    const needed = isWide ? 14 : 10;
    if (value.len >= needed || !isUsed) return undefined;
    return {
      what: `has ${value.len} bytes, but ${needed} are needed`,
      at: at('len'),
      fix: {
        title: `Set .len of PCI capability ${index} to ${needed}`,
        edits: [setValue(at('len'), BigInt(needed))],
      },
    };
  },
);
