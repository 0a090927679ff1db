// SPDX-License-Identifier: MIT
// A PCI device that a cell describes otherwise than the root cell does.
import { pciTypes } from '../../constants.js';
import { deviceCheck, devicesOfMember } from '../../device-check.js';
import { setValue } from '../../fix.js';
import type { PciDevice } from '../../schema/records.js';

/** Facts of the device; what a cell may do with it is in its capabilities. */
const facts = [
  ['iommu', '.iommu'],
  ['numMsiVectors', '.num_msi_vectors'],
  ['msi64bits', '.msi_64bits'],
  ['numMsixVectors', '.num_msix_vectors'],
  ['msixAddress', '.msix_address'],
  ['msixRegionSize', '.msix_region_size'],
] as const satisfies readonly (readonly [keyof PciDevice, string])[];

export const pciDeviceDiffers = deviceCheck(
  {
    id: 'pci-device-differs',
    severity: 'warning',
    describe: 'A cell describes a PCI device otherwise than the root cell does.',
    consequence:
      'One of the two is wrong about the device: its interrupts are remapped at the wrong unit, or its vectors are not where the hypervisor looks for them.',
    remedy:
      'Take the values from the description that works, which mostly is that of the root cell.',
    evidence: 'The hypervisor believes each cell about its devices.',
    needs: 'system',
  },
  ({ value, cell, at, index }, { system }) => {
    if (system === undefined || cell.isRoot || value.type !== pciTypes.DEVICE) return undefined;
    const root = devicesOfMember(system).find(
      (other) =>
        other.value.bdf === value.bdf &&
        other.value.domain === value.domain &&
        other.value.type === value.type,
    );
    // A cell may leave out what it does not use.
    const wrong = facts.find(
      ([field]) =>
        root !== undefined &&
        BigInt(root.value[field]) !== BigInt(value[field]) &&
        (field === 'iommu' || (BigInt(value[field]) !== 0n && BigInt(root.value[field]) !== 0n)),
    );
    if (root === undefined || wrong === undefined) return undefined;
    const [field, name] = wrong;
    const [own, other] = [BigInt(value[field]), BigInt(root.value[field])];
    return {
      // A matter of the root cell mostly, whose remapping of interrupts is emulated.
      severity: field === 'iommu' ? 'information' : 'warning',
      what: `has ${name} 0x${own.toString(16)}, but 0x${other.toString(16)} in the root cell ${root.cell.title}`,
      at: at(field),
      related: [{ at: root.at(field), message: `${root.title} has 0x${other.toString(16)}.` }],
      fix: {
        title: `Set ${name} of PCI device ${index} as the root cell has it`,
        edits: [setValue(at(field), other)],
      },
    };
  },
);
