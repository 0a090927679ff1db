// SPDX-License-Identifier: MIT
// A region that may be neither read, written nor executed.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const regionWithoutAccess = regionCheck(
  {
    id: 'region-without-access',
    severity: 'warning',
    describe: 'A region allows no access at all.',
    consequence:
      'The memory is taken from the root cell, but the cell that has it cannot use it either: the first access parks the CPU.',
    remedy: 'Add JAILHOUSE_MEM_READ and what else is needed, or remove the region.',
    evidence: 'The hypervisor maps a region with the access that its flags name.',
    predicts: { outcome: 'parked' },
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region } = place;
  if (region.size === 0n || hasAny(region, 'READ', 'WRITE', 'EXECUTE', 'COMM_REGION'))
    return undefined;
  return {
    message:
      'has none of the flags READ, WRITE and EXECUTE: the cell owns the memory and cannot use it, and the first access parks its CPU. ' +
      'Add JAILHOUSE_MEM_READ and what else is needed, or remove the region.',
    field: 'flags',
    fix: flagsFix(place, 'Allow reading and writing', { set: ['READ', 'WRITE'] }),
  };
}
