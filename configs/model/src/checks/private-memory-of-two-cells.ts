// SPDX-License-Identifier: MIT
// Memory that two cells of a launch set want for themselves.
import { cellInSet, problemLimit } from '../check.js';
import type { Check } from '../check.js';
import { memoryFlags } from '../constants.js';
import { setMemoryFlags } from '../fix.js';
import { formatRange } from '../format.js';
import { intersection, physicalRange } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { Problem } from '../problem.js';
import { hasAny, regionsOfCell } from '../region-check.js';
import type { RegionInSet } from '../region-check.js';

export const privateMemoryOfTwoCells: Check = {
  id: 'private-memory-of-two-cells',
  severity: 'error',
  describe: 'Two cells that are to run together want the same memory.',
  consequence:
    'The hypervisor refuses the second cell. The reference creates it, and the two overwrite each other.',
  remedy:
    'Give each cell memory of its own; where they are to share it, mark both regions ROOTSHARED.',
  evidence: 'The hypervisor refuses it (EBUSY).',
  predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_OWNED' },
  needs: 'launch-set',
  run: ({ cells }) => {
    const problems: Problem[] = [];
    const earlier: RegionInSet[] = [];
    for (const cell of cells.map(cellInSet)) {
      const regions = regionsOfCell(cell).filter(
        ({ region }) => physicalRange(region) !== undefined,
      );
      for (const place of regions) {
        const other = earlier.find((each) => isConflict(place, each));
        if (other !== undefined) problems.push(problem(place, other));
        if (problems.length >= problemLimit) return problems;
      }
      earlier.push(...regions);
    }
    return problems;
  },
};

function isConflict(a: RegionInSet, b: RegionInSet): boolean {
  if (hasAny(a.region, 'ROOTSHARED') && hasAny(b.region, 'ROOTSHARED')) return false;
  return commonRange(a, b) !== undefined;
}

function commonRange(
  { region: a }: RegionInSet,
  { region: b }: RegionInSet,
): AddressRange | undefined {
  const first = physicalRange(a);
  const second = physicalRange(b);
  return first && second && intersection(first, second);
}

function problem(place: RegionInSet, other: RegionInSet): Problem {
  const { start, end } = commonRange(place, other) ?? { start: 0n, end: 0n };
  const areRegisters = hasAny(place.region, 'IO') && hasAny(other.region, 'IO');
  return {
    id: privateMemoryOfTwoCells.id,
    severity: 'error',
    message:
      `${place.title} and memory region ${other.index} of ${other.cell.title} both have ${formatRange(start, end - start)}. ` +
      'The two cells are to run together, and the hypervisor refuses the second one with REFUSAL_REGION_OWNED. ' +
      'Give each memory of its own, or mark both regions ROOTSHARED.',
    at: place.at('physStart'),
    related: [{ at: other.at('physStart'), message: `It is memory of ${other.cell.title}.` }],
    ...(areRegisters && {
      fix: {
        title: 'Share the registers between the cells',
        edits: [place, other].map(({ region, at }) =>
          setMemoryFlags(at('flags'), region.flags | memoryFlags.ROOTSHARED),
        ),
      },
    }),
  };
}
