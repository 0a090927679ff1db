// SPDX-License-Identifier: MIT
// Rules that look at one IOMMU of the system after the other.
import type { Check } from './check.js';
import { systemCheck } from './member-check.js';
import type { Finding, SystemInSet } from './member-check.js';
import type { AddressRange } from './memory-regions.js';
import type { ModelPath } from './problem.js';
import type { Rule } from './region-check.js';
import type { IommuUnit } from './schema/records.js';
import { valueName } from './value-names.js';

export interface IommuInSet {
  readonly unit: IommuUnit;
  readonly index: number;
  /** IOMMU 1 (SMMUV3) */
  readonly title: string;
  readonly at: (...steps: (string | number)[]) => ModelPath;
  readonly place: SystemInSet;
}

/** A check that judges the entries that are not all zero. */
export function iommuCheck(
  rule: Omit<Rule, 'needs'>,
  judge: (unit: IommuInSet) => Finding | undefined,
): Check {
  return systemCheck(rule, (place) => iommusOf(place).flatMap((unit) => judge(unit) ?? []));
}

export function iommusOf(place: SystemInSet): IommuInSet[] {
  return place.system.platformInfo.iommuUnits.flatMap((unit, index) => {
    if (unit.type === 0 && unit.base === 0n && unit.size === 0) return [];
    const kind = unit.type === 0 ? 'without a type' : valueName('iommuType', unit.type);
    return [
      {
        unit,
        index,
        title: `IOMMU ${index} (${kind})`,
        at: (...steps) => place.at('platformInfo', 'iommuUnits', index, ...steps),
        place,
      },
    ];
  });
}

/** The registers of a unit; undefined where there are none. */
export function registersOf({ base, size }: IommuUnit): AddressRange | undefined {
  return base === 0n || size === 0 ? undefined : { start: base, end: base + BigInt(size) };
}
