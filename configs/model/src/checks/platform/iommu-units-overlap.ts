// SPDX-License-Identifier: MIT
// One IOMMU in two entries.
import { formatRange } from '../../format.js';
import { setValue } from '../../fix.js';
import { iommusOf, registersOf } from '../../iommu-check.js';
import { systemCheck } from '../../member-check.js';
import { intersection } from '../../memory-regions.js';

export const iommuUnitsOverlap = systemCheck(
  {
    id: 'iommu-units-overlap',
    severity: 'warning',
    describe: 'Two IOMMUs have the same registers.',
    consequence:
      'The unit is programmed twice, and the one that the other entry was meant for not at all: the DMA of devices behind it is not confined to their cells.',
    remedy: 'Correct .base or .size of one of them.',
    evidence:
      'Entries are copied and the address is forgotten; the hypervisor does not compare them.',
  },
  (place) => {
    const units = iommusOf(place);
    return units.flatMap(({ unit, index, title, at }) => {
      const own = registersOf(unit);
      const other = units.find((each) => {
        const theirs = registersOf(each.unit);
        return each.index < index && own && theirs && intersection(own, theirs) !== undefined;
      });
      if (other === undefined) return [];
      const isLast = units.at(-1)?.index === index;
      return {
        wrong: `${title} at ${formatRange(unit.base, BigInt(unit.size))} overlaps ${other.title}.`,
        at: at('base'),
        related: [{ at: other.at('base'), message: 'The other unit.' }],
        ...(isLast && {
          fix: {
            title: `Leave out IOMMU ${index}`,
            edits: [setValue(at('type'), 0n), setValue(at('base'), 0n), setValue(at('size'), 0n)],
          },
        }),
      };
    });
  },
);
