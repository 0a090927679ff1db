// SPDX-License-Identifier: MIT
// An IOMMU of machines of another architecture.
import { iommuTypes } from '../../constants.js';
import { isPc, systemCheck } from '../../device-check.js';

const ofPc: readonly number[] = [iommuTypes.AMD, iommuTypes.INTEL];

export const iommuOfAnotherArchitecture = systemCheck(
  {
    id: 'iommu-of-another-architecture',
    severity: 'error',
    describe: 'An IOMMU has a type that machines of this architecture do not have.',
    consequence:
      'No driver takes the unit, so that the DMA of devices behind it is not confined to their cells.',
    remedy:
      'Set .type to JAILHOUSE_IOMMU_INTEL or JAILHOUSE_IOMMU_AMD on x86, and to JAILHOUSE_IOMMU_SMMUV3, JAILHOUSE_IOMMU_ARM_MMU500 or JAILHOUSE_IOMMU_PVU on ARM.',
    evidence: 'The drivers of the hypervisor for each architecture.',
  },
  ({ name, config }) => {
    const { platformInfo } = config.system;
    const hasPc = isPc(config);
    const known: readonly number[] = Object.values(iommuTypes);
    return platformInfo.iommuUnits.flatMap(({ type }, index) => {
      if (!known.includes(type) || ofPc.includes(type) === hasPc) return [];
      const title = Object.entries(iommuTypes).find(([, value]) => value === type)?.[0] ?? '';
      return [
        {
          what: `has IOMMU ${index} of type ${title} on ${hasPc ? 'x86' : 'ARM'}`,
          at: {
            config: name,
            steps: ['system', 'platformInfo', 'iommuUnits', index, 'type'],
          },
        },
      ];
    });
  },
);
