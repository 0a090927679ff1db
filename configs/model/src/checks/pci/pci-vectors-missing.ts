// SPDX-License-Identifier: MIT
// A device that may turn on interrupts for which it has no vectors.
import { deviceCheck, isIvshmem, isX86 } from '../../device-check.js';
import type { Finding } from '../../device-check.js';
import { capabilitiesOfDevice, isWritable } from '../../pci-capability.js';
import { pciCapabilityIds } from '../../value-names.js';

export const pciVectorsMissing = deviceCheck(
  {
    id: 'pci-vectors-missing',
    severity: 'warning',
    describe: 'A guest may turn on MSI or MSI-X of a device that has no vectors.',
    consequence:
      'The hypervisor reserves nothing for them, and the guest is parked when it turns the interrupts on.',
    remedy:
      'Set .num_msi_vectors or .num_msix_vectors to what the device has (lspci -vv), or remove JAILHOUSE_PCICAPS_WRITE.',
    evidence: 'The hypervisor checks the number of vectors that a guest enables.',
  },
  (device, set) => {
    const { value, at, cell } = device;
    if (isIvshmem(device) || !isX86(set, cell)) return undefined;
    const all = capabilitiesOfDevice(device);
    const missing = (name: 'MSI' | 'MSIX', vectors: number, field: string): Finding[] => {
      const found = all.find(({ value: { id } }) => id === pciCapabilityIds[name]);
      if (vectors > 0 || found === undefined || !isWritable(found.value)) return [];
      return [
        {
          what: `has ${name === 'MSI' ? 'an MSI' : 'an MSI-X'} capability that may be written, but no vectors`,
          at: at(field),
          related: [{ at: found.at('flags'), message: `${found.title} may be written.` }],
        },
      ];
    };
    return [
      ...missing('MSI', value.numMsiVectors, 'numMsiVectors'),
      ...missing('MSIX', value.numMsixVectors, 'numMsixVectors'),
    ];
  },
);
