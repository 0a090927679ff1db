// SPDX-License-Identifier: MIT
// Registers in a part of a page that the root cell cannot lose.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { pageSize } from '../constants.js';
import { formatRange } from '../format.js';
import { intersection, physicalRange } from '../memory-regions.js';
import {
  regionCheck,
  accessWidths,
  flagsFix,
  hasAny,
  isSubpage,
  regionsOfCell,
} from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const subpageStaysWithRoot = regionCheck(
  {
    id: 'subpage-stays-with-root',
    severity: 'warning',
    describe: 'A cell takes a part of a page of which the root cell keeps the whole.',
    consequence:
      'Less than a page cannot be cut out of a region of whole pages: the root cell keeps its access to the registers, beside the cell.',
    remedy:
      'Mark the region ROOTSHARED if both are to use the page; else split the region of the root cell, so that it has the very same registers as a region of their own.',
    evidence: 'The hypervisor unmaps whole pages only; three threads of the mailing list.',
    needs: 'system',
  },
  judge,
);

function judge(place: RegionInSet, { system }: SystemSet): RegionFinding | undefined {
  const { region, cell } = place;
  const range = physicalRange(region);
  if (system === undefined || cell.isRoot || range === undefined) return undefined;
  if (!isSubpage(region) || accessWidths(region).length === 0) return undefined;
  if (hasAny(region, 'ROOTSHARED') || region.size >= pageSize) return undefined;
  const owner = regionsOfCell(cellInSet(system)).find((each) => {
    const other = physicalRange(each.region);
    return other !== undefined && intersection(range, other) !== undefined;
  });
  if (owner === undefined || isSubpage(owner.region)) return undefined;
  return {
    message:
      `takes ${formatRange(range.start, region.size)}, less than a page, out of memory region ${owner.index} of the root cell, ` +
      'which is made of whole pages. The root cell keeps its access to these registers. ' +
      'Mark the region ROOTSHARED if that is meant, or split the region of the root cell.',
    field: 'size',
    related: [{ at: owner.at(), message: 'The region of the root cell.' }],
    fix: flagsFix(place, 'Share it with the root cell', { set: ['ROOTSHARED'] }),
  };
}
