// SPDX-License-Identifier: MIT
// IOMMU units that are not where the configuration says.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import type { IommuFact } from '../board/board-facts.js';
import { iommuTypes } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

const kinds: Readonly<Record<number, IommuFact['kind']>> = {
  [iommuTypes.AMD]: 'amd',
  [iommuTypes.INTEL]: 'intel',
  [iommuTypes.SMMUV3]: 'smmuv3',
  [iommuTypes.ARM_MMU500]: 'smmuv2',
};

export const iommuDiffersFromBoard = boardRule(
  {
    id: 'iommu-differs-from-board',
    severity: 'error',
    describe: 'An IOMMU unit of the configuration is not on the board.',
    consequence:
      'The hypervisor drives registers that are something else, and enabling hangs or fails.',
    remedy: "Take the units' addresses from the DMAR or IVRS table, or from the device tree.",
    evidence: 'The tables are what Linux itself goes by.',
  },
  ({ board, system, at }): Finding[] => {
    const { iommuUnits } = system.platformInfo;
    return iommuUnits.flatMap(({ type, base }, index): Finding[] => {
      const told = board.iommus.filter(({ kind }) => kind === kinds[type]);
      const [first] = told;
      if (base === 0n || first === undefined || told.some((unit) => unit.base === base)) return [];
      const place = at('platformInfo', 'iommuUnits', index, 'base');
      const free = told.filter((unit) => !iommuUnits.some((each) => each.base === unit.base));
      const [only] = free;
      const isTable = first.kind === 'intel' || first.kind === 'amd';
      return [
        {
          // A device tree may leave units out that Linux does not use.
          severity: isTable ? 'error' : 'warning',
          message:
            `IOMMU unit ${index} is at ${formatHex(base)}, but by ${first.from} the units are at ` +
            `${told.map((unit) => formatHex(unit.base)).join(', ')}.`,
          at: place,
          ...(only &&
            free.length === 1 && {
              fix: {
                title: `Set the base to ${formatHex(only.base)}`,
                edits: [setValue(place, only.base)],
              },
            }),
        },
      ];
    });
  },
);
