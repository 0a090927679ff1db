// SPDX-License-Identifier: MIT
// Stream ids on a system that has no unit for them.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { membersOf } from '../../config.js';
import { iommuTypes } from '../../constants.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';

const withStreams: readonly number[] = [iommuTypes.SMMUV3, iommuTypes.PVU, iommuTypes.ARM_MMU500];

const rule: Rule = {
  id: 'stream-ids-without-iommu',
  severity: 'information',
  describe: 'A cell has stream ids, but the system has no SMMU.',
  consequence: 'They have no effect: the DMA of the devices is not confined to the cell.',
  remedy: 'Add the SMMU to .iommu_units of the system, or leave the stream ids out.',
  evidence: 'Only the drivers of an SMMU and of the PVU read stream ids.',
  needs: 'system',
};

export const streamIdsWithoutIommu: Check = {
  ...rule,
  run: (set) => {
    const units = set.system?.config.system.platformInfo.iommuUnits ?? [];
    if (units.some(({ type }) => withStreams.includes(type))) return [];
    return membersOf(set)
      .map(cellInSet)
      .filter((cell) => cell.cell.streamIds.length > 0)
      .map((cell) =>
        problemOf(rule, cell.title, cell.path('streamIds'), {
          what: `has ${cell.cell.streamIds.length} stream ids, but the system has no SMMU`,
        }),
      )
      .slice(0, problemLimit);
  },
};
