// SPDX-License-Identifier: MIT
// An IOMMU of AMD without its place on the PCI bus.
import { iommuTypes } from '../../constants.js';
import { iommuCheck } from '../../iommu-check.js';

export const amdIommuIncomplete = iommuCheck(
  {
    id: 'amd-iommu-incomplete',
    severity: 'error',
    describe: 'An IOMMU of AMD lacks the place of its PCI capabilities.',
    consequence:
      'The hypervisor reads the capability at .amd.base_cap of the PCI device .amd.bdf and writes to that at .amd.msi_cap. At 0 it finds the ids of the device instead and refuses the system, or sets up no interrupt.',
    remedy:
      'Set .amd.bdf, .amd.base_cap, .amd.msi_cap and .amd.features as `lspci -vv` and the table IVRS tell them.',
    evidence: 'The hypervisor refuses it (EIO); capabilities of PCI start at 0x40.',
    predicts: { outcome: 'refused' },
  },
  ({ unit, title, at }) => {
    if (unit.type !== iommuTypes.AMD) return undefined;
    const { bdf, baseCap, msiCap } = unit.amd;
    const missing =
      baseCap === 0 ? 'baseCap' : msiCap === 0 ? 'msiCap' : bdf === 0 ? 'bdf' : undefined;
    if (missing === undefined) return undefined;
    const names = { baseCap: 'base_cap', msiCap: 'msi_cap', bdf: 'bdf' } as const;
    return {
      wrong: `${title} has no .amd.${names[missing]}.`,
      at: at('amd', missing),
      ...(missing !== 'baseCap' && { severity: 'warning' }),
    };
  },
);
