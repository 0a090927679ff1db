// SPDX-License-Identifier: MIT
// A device with MSI-X vectors whose table is nowhere.
import { deviceCheck, isIvshmem } from '../../device-check.js';
import { capabilitiesOfDevice } from '../../pci-capability.js';
import { pciCapabilityIds } from '../../value-names.js';

export const pciMsixTableMissing = deviceCheck(
  {
    id: 'pci-msix-table-missing',
    severity: 'error',
    describe:
      'A PCI device has MSI-X vectors, but the configuration does not tell where their table is.',
    consequence:
      'The hypervisor does not map the table, and fails itself when it saves the vectors of the device.',
    remedy:
      'Set .msix_address to the page of the BAR where the table is, and .msix_region_size to its size in whole pages.',
    evidence: 'The hypervisor maps the table only if .msix_address is not 0.',
  },
  (device) => {
    const { value, at } = device;
    if (isIvshmem(device) || value.numMsixVectors === 0 || value.msixAddress !== 0n)
      return undefined;
    const isUsed = capabilitiesOfDevice(device).some(
      ({ value: { id } }) => id === pciCapabilityIds.MSIX,
    );
    return {
      severity: isUsed ? 'error' : 'warning',
      what: `has ${value.numMsixVectors} MSI-X vectors, but .msix_address is 0`,
      at: at('msixAddress'),
    };
  },
);
