// SPDX-License-Identifier: MIT
// A device with message signalled interrupts that the guest cannot set up.
import { deviceCheck, isIvshmem } from '../../device-check.js';
import type { Finding } from '../../device-check.js';
import { capabilitiesOfDevice, isWritable } from '../../pci-capability.js';
import { pciCapabilityIds } from '../../value-names.js';

export const pciInterruptCapabilityMissing = deviceCheck(
  {
    id: 'pci-interrupt-capability-missing',
    severity: 'warning',
    describe: 'A PCI device has MSI or MSI-X vectors, but no capability that may be written.',
    consequence:
      'The guest is parked when it turns the interrupts on, because nothing lets it write there.',
    remedy:
      'Add the capability with JAILHOUSE_PCICAPS_WRITE to .pci_caps and let .caps_start and .num_caps include it.',
    evidence:
      'The hypervisor rejects writes outside of writable capabilities; seen on the mailing list.',
  },
  (device) => {
    const { value, at, cell } = device;
    if (isIvshmem(device)) return undefined;
    // Indexes that are wrong are a matter of their own.
    if (value.capsStart + value.numCaps > cell.cell.pciCapabilities.length) return undefined;
    const all = capabilitiesOfDevice(device);
    const missing = (name: 'MSI' | 'MSIX', vectors: number, field: string): Finding[] => {
      const found = all.find(({ value: { id } }) => id === pciCapabilityIds[name]);
      if (vectors === 0 || (found !== undefined && isWritable(found.value))) return [];
      const title = name === 'MSI' ? 'MSI' : 'MSI-X';
      const lack =
        found === undefined ? `no ${title} capability` : `no WRITE for its ${title} capability`;
      return [
        {
          what: `has ${vectors} ${title} vector${vectors > 1 ? 's' : ''}, but ${lack}`,
          at: found === undefined ? at(field) : found.at('flags'),
        },
      ];
    };
    return [
      ...missing('MSI', value.numMsiVectors, 'numMsiVectors'),
      ...missing('MSIX', value.numMsixVectors, 'numMsixVectors'),
    ];
  },
);
