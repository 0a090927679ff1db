// SPDX-License-Identifier: MIT
// A unit of the tables that the configuration does not have.
import { boardRule, listText } from '../board/board-rule.js';
import type { Scene } from '../board/board-rule.js';
import type { IommuFact } from '../board/board-facts.js';
import { iommuTypes } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import type { SetEdit } from '../problem.js';

export const iommuUnitLeftOut = boardRule(
  {
    id: 'iommu-unit-left-out',
    severity: 'warning',
    describe: 'The board has an IOMMU unit that the configuration leaves out.',
    consequence:
      'Devices behind the unit reach all memory, whichever cell they belong to, and their interrupts are not remapped.',
    remedy: 'Add every unit of the table to iommu_units.',
    evidence: 'Devices behind a unit that nobody drives are not confined.',
  },
  ({ board, system, at }) => {
    const { iommuUnits } = system.platformInfo;
    if (!iommuUnits.some(({ base }) => base !== 0n)) return [];
    const units = board.iommus.filter(({ kind }) => kind === 'intel' || kind === 'amd');
    const missing = units.filter((unit) => !iommuUnits.some(({ base }) => base === unit.base));
    const [first] = missing;
    // Where none fits, the addresses are wrong rather than units left out.
    if (first === undefined || missing.length === units.length) return [];
    const free = iommuUnits.findIndex(({ type, base }) => type === 0 && base === 0n);
    const bases = listText(missing.map(({ base }) => formatHex(base)));
    return [
      {
        message: `By ${first.from} the board has IOMMU units that iommu_units leaves out: ${bases}. Devices behind them are not confined.`,
        at: at('platformInfo', 'iommuUnits'),
        ...(free >= 0 && {
          fix: {
            title: `Add the unit at ${formatHex(first.base)}`,
            edits: unitEdits(at, free, first),
          },
        }),
      },
    ];
  },
);

/** VT-d has its registers in one page, AMD's units have 16 KiB. */
function unitEdits(at: Scene['at'], index: number, { kind, base }: IommuFact): SetEdit[] {
  const name = kind === 'amd' ? 'AMD' : 'INTEL';
  const place = (field: string) => at('platformInfo', 'iommuUnits', index, field);
  return [
    setValue(place('type'), BigInt(iommuTypes[name]), `JAILHOUSE_IOMMU_${name}`),
    setValue(place('base'), base),
    setValue(place('size'), name === 'AMD' ? 0x4000n : 0x1000n),
  ];
}
