// SPDX-License-Identifier: MIT
// An IOMMU behind an entry that is left out.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';

export const iommuBehindGap = systemCheck(
  {
    id: 'iommu-behind-gap',
    severity: 'error',
    describe: 'An IOMMU stands behind an entry that is left out.',
    consequence:
      'On x86 the hypervisor stops at the first entry without an address: the DMA of devices behind this unit is not confined to their cells.',
    remedy: 'List the units without gaps.',
    evidence: 'The hypervisor counts units up to the first one without .base.',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { iommuUnits } = platformInfo;
    const gap = iommuUnits.findIndex(({ base }) => base === 0n);
    if (architecture !== architectures.X86 || gap < 0) return [];
    return iommuUnits.flatMap(({ base }, index) =>
      base === 0n || index < gap
        ? []
        : [
            {
              what: `has IOMMU ${index}, but none at index ${gap}`,
              at: { config: name, steps: ['system', 'platformInfo', 'iommuUnits', index] },
            },
          ],
    );
  },
);
