// SPDX-License-Identifier: MIT
// A PCI device behind an IOMMU that is not there.
import { iommuTypes } from '../../constants.js';
import { deviceCheck, isX86 } from '../../device-check.js';

export const pciIommuMissing = deviceCheck(
  {
    id: 'pci-iommu-missing',
    severity: 'error',
    describe: 'A PCI device is behind an IOMMU that the system does not have.',
    consequence:
      'The hypervisor looks for the remapping of its interrupts at the unit that does not exist: the device gets none.',
    remedy: 'Set .iommu to the index of the unit in .iommu_units that serves the device.',
    evidence: 'Six threads of the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at }, set) => {
    const { system } = set;
    if (system === undefined || !isX86(set, cell)) return undefined;
    const { iommuUnits } = system.config.system.platformInfo;
    const isUsed = (index: number): boolean => {
      const unit = iommuUnits[index];
      return unit !== undefined && unit.base !== 0n;
    };
    const count = iommuUnits.filter((_, index) => isUsed(index)).length;
    if (count === 0 || isUsed(value.iommu)) return undefined;
    const isAmd = iommuUnits.some(({ type }) => type === iommuTypes.AMD);
    return {
      // The interrupts of other cells are remapped without asking a unit of Intel's.
      severity: cell.isRoot || isAmd ? 'error' : 'warning',
      what: `has .iommu ${value.iommu}, and there ${count > 1 ? `are ${count} units` : 'is one unit'}, counted from 0`,
      at: at('iommu'),
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'iommuUnits'] },
          message: 'The units of the system.',
        },
      ],
    };
  },
);
