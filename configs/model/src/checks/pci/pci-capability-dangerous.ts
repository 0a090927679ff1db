// SPDX-License-Identifier: MIT
// Capabilities that let a guest leave its bounds if it may write them.
import { setValue } from '../../fix.js';
import { capabilityCheck, isWritable } from '../../pci-capability.js';
import { extendedCapability, pciCapabilityFlags } from '../../value-names.js';

/** What writing does, by the number of the extended capability. */
const effects: Readonly<Record<number, string>> = {
  0x0d: 'changes what devices may send to each other past the IOMMU (ACS)',
  0x0f: 'lets the device translate addresses itself, past the IOMMU (ATS)',
  0x10: 'brings up virtual functions, which belong to no cell (SR-IOV)',
  0x13: 'lets the device ask for pages, which nobody answers (PRI)',
  0x15: 'moves the sizes of BARs, which .bar_mask tells (resizable BAR)',
};

export const pciCapabilityDangerous = capabilityCheck(
  {
    id: 'pci-capability-dangerous',
    severity: 'warning',
    describe: 'A guest may write a capability with which it can leave its bounds.',
    consequence: 'The hypervisor does not know the capability and lets all writes through.',
    remedy: 'Remove JAILHOUSE_PCICAPS_WRITE, unless you trust the guest with it.',
    evidence: 'The hypervisor moderates MSI and MSI-X only; the PCI Express specification.',
  },
  ({ value, at, index }) => {
    const effect =
      (value.id & extendedCapability) === 0 ? undefined : effects[value.id & ~extendedCapability];
    if (effect === undefined || !isWritable(value)) return undefined;
    const flags = value.flags & ~pciCapabilityFlags.WRITE;
    return {
      what: `may be written, which ${effect}`,
      at: at('flags'),
      fix: {
        title: `Remove WRITE from PCI capability ${index}`,
        edits: [setValue(at('flags'), BigInt(flags))],
      },
    };
  },
);
