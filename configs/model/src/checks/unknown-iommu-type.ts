// SPDX-License-Identifier: MIT
// An IOMMU of a kind that there is no driver for.
import { problemLimit } from '../check.js';
import type { Check } from '../check.js';
import { iommuTypes } from '../constants.js';
import type { Problem } from '../problem.js';

export const unknownIommuType: Check = {
  id: 'unknown-iommu-type',
  severity: 'error',
  describe: 'An IOMMU has a type that does not exist.',
  consequence:
    'No driver takes the unit, so the DMA of devices behind it is not confined to their cells.',
  remedy: 'Set .type to one of JAILHOUSE_IOMMU_*, or leave the unit out.',
  evidence: 'The types of the format (cell-config.h).',
  needs: 'system',
  run: ({ system }) => {
    if (system === undefined) return [];
    const known = Object.entries(iommuTypes);
    const names = known.map(([name, value]) => `${value} (${name})`).join(', ');
    return system.config.system.platformInfo.iommuUnits
      .flatMap(({ type }, index): Problem[] => {
        const isUnused = type === 0;
        if (isUnused || known.some(([, value]) => value === type)) return [];
        return [
          {
            id: unknownIommuType.id,
            severity: 'error',
            message:
              `IOMMU ${index} has type ${type}, which does not exist: there are ${names}. ` +
              'No driver takes it, so the DMA of devices behind it is not confined to their cells. ' +
              'Set .type to one of JAILHOUSE_IOMMU_*, or leave the unit out.',
            at: {
              config: system.name,
              steps: ['system', 'platformInfo', 'iommuUnits', index, 'type'],
            },
          },
        ];
      })
      .slice(0, problemLimit);
  },
};
