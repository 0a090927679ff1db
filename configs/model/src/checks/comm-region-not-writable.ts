// SPDX-License-Identifier: MIT
// A communication region that the cell cannot write.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionNotWritable = regionCheck(
  {
    id: 'comm-region-not-writable',
    severity: 'warning',
    describe: 'The cell may not read and write its communication region.',
    consequence:
      'A cell reads messages there and writes its answers and its state. Without both it cannot report that it runs, and is parked when it tries.',
    remedy: 'Mark the region READ and WRITE.',
    evidence: 'The protocol of the communication region.',
    predicts: { outcome: 'parked' },
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region, cell } = place;
  if (cell.isRoot || !hasAny(region, 'COMM_REGION') || region.size === 0n) return undefined;
  if (hasAny(region, 'READ') && hasAny(region, 'WRITE')) return undefined;
  return {
    message:
      'is the communication region, in which the cell reads messages and writes answers, but it is not marked READ and WRITE. ' +
      'The CPU is parked at the access that is missing. Add the flags.',
    field: 'flags',
    fix: flagsFix(place, 'Allow reading and writing', { set: ['READ', 'WRITE'] }),
  };
}
