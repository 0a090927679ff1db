// SPDX-License-Identifier: MIT
// LOADABLE in the root cell, which nobody loads.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const loadableInRootCell = regionCheck(
  {
    id: 'loadable-in-root-cell',
    severity: 'information',
    describe: 'A region of the root cell is marked LOADABLE.',
    consequence:
      'Nothing: the root cell is running already when the hypervisor takes over. The flag belongs to the regions of the cells that it loads.',
    remedy: 'Remove JAILHOUSE_MEM_LOADABLE from the root cell.',
    evidence: 'The hypervisor looks at the flag in other cells only.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  if (!place.cell.isRoot || !hasAny(place.region, 'LOADABLE')) return undefined;
  return {
    message:
      'is marked LOADABLE, which means nothing in the root cell: it is the one that loads others. ' +
      'Remove JAILHOUSE_MEM_LOADABLE.',
    field: 'flags',
    fix: flagsFix(place, 'Remove LOADABLE', { clear: ['LOADABLE'] }),
  };
}
