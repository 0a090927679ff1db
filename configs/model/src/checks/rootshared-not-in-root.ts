// SPDX-License-Identifier: MIT
// ROOTSHARED memory that the root cell does not have.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { formatRange } from '../format.js';
import { intersection, physicalRange } from '../memory-regions.js';
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const rootsharedNotInRoot = regionCheck(
  {
    id: 'rootshared-not-in-root',
    severity: 'information',
    describe: 'A region is marked ROOTSHARED, but the root cell has nothing there.',
    consequence:
      'There is nothing to share: the root cell keeps the access that it has, which is none.',
    remedy:
      'Add the region to the root cell, or leave ROOTSHARED out if the memory is for this cell alone.',
    evidence: 'ROOTSHARED only keeps what the regions of the root cell grant.',
    needs: 'system',
  },
  judge,
);

function judge(place: RegionInSet, { system }: SystemSet): RegionFinding | undefined {
  const { region, cell, isSection } = place;
  const range = physicalRange(region);
  if (system === undefined || cell.isRoot || isSection || range === undefined) return undefined;
  if (!hasAny(region, 'ROOTSHARED')) return undefined;
  const root = cellInSet(system);
  const isShared = root.cell.memoryRegions.some((each) => {
    const other = physicalRange(each);
    return other !== undefined && intersection(range, other) !== undefined;
  });
  if (isShared) return undefined;
  return {
    message:
      `is ROOTSHARED, but the root cell ${root.title} has nothing at ${formatRange(range.start, region.size)}. ` +
      'The flag only keeps an access that the root cell has. Add the region to the root cell, or remove the flag.',
    field: 'flags',
    related: [{ at: root.path('memoryRegions'), message: `The memory of ${root.title}.` }],
    fix: flagsFix(place, 'Remove ROOTSHARED', { clear: ['ROOTSHARED'] }),
  };
}
