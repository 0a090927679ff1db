// SPDX-License-Identifier: MIT
// A communication region of the root cell.
import { regionCheck, hasAny, removeFix } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionInRootCell = regionCheck(
  {
    id: 'comm-region-in-root-cell',
    severity: 'warning',
    describe: 'The root cell has a communication region.',
    consequence:
      'The root cell is commanded by nobody: it sends the messages. The hypervisor writes nothing there, and no program of Linux looks.',
    remedy: 'Remove the region from the system configuration; it belongs to the cells.',
    evidence: 'The hypervisor fills the page of cells that it starts only.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  if (!place.cell.isRoot || !hasAny(place.region, 'COMM_REGION')) return undefined;
  return {
    message:
      'is a communication region, which the root cell has no use for: nobody writes to it. ' +
      'Remove it; it belongs to the cells.',
    fix: removeFix(place),
  };
}
