// SPDX-License-Identifier: MIT
// Shared memory devices of a root cell that are assigned to the wrong IOMMU.
import { iommuTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { linkCheck } from '../../ivshmem-link.js';

export const ivshmemBehindFirstIommu = linkCheck(
  {
    id: 'ivshmem-behind-first-iommu',
    severity: 'warning',
    describe: 'A shared memory device is behind the first of several IOMMUs.',
    consequence:
      'The first unit usually serves the graphics alone, and Linux remaps the interrupts of the device by the unit for all others: the link is up, but no interrupt arrives.',
    remedy:
      'Set .iommu to the unit that has all devices which no other names (INCLUDE_ALL in the DMAR table), which is the last one.',
    evidence: 'Six threads of the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at, index }, { system }) => {
    if (system === undefined || !cell.isRoot || value.iommu !== 0) return undefined;
    const units = system.config.system.platformInfo.iommuUnits;
    const last = units.findLastIndex(({ type }) => type === iommuTypes.INTEL);
    if (last < 1) return undefined;
    return {
      what: `has .iommu 0, and there are ${last + 1} units`,
      at: at('iommu'),
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'iommuUnits', last] },
          message: `Unit ${last} is the last one.`,
        },
      ],
      fix: {
        title: `Put PCI device ${index} behind IOMMU ${last}`,
        edits: [setValue(at('iommu'), BigInt(last))],
      },
    };
  },
);
