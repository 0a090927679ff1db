// SPDX-License-Identifier: MIT
// Flags of a communication region that it cannot have.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionFlags = regionCheck(
  {
    id: 'comm-region-flags',
    severity: 'warning',
    describe: 'A communication region has flags of another kind of region.',
    consequence:
      'The page belongs to the hypervisor: nothing can be loaded or executed there, no device may reach it, and the root cell has no part in it. If the region is something else, the flag COMM_REGION hides the memory that it names.',
    remedy: 'Leave READ, WRITE and COMM_REGION.',
    evidence: 'The hypervisor replaces the physical address by that of its own page.',
  },
  judge,
);

const foreign = ['EXECUTE', 'DMA', 'IO', 'LOADABLE', 'ROOTSHARED', 'NO_HUGEPAGES'] as const;

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region, cell } = place;
  if (cell.isRoot || !hasAny(region, 'COMM_REGION')) return undefined;
  const given = foreign.filter((flag) => hasAny(region, flag));
  if (given.length === 0) return undefined;
  return {
    message:
      `is the communication region, a page of the hypervisor, but it is marked ${given.join(', ')} as well, which cannot be. ` +
      'Leave READ, WRITE and COMM_REGION, or remove COMM_REGION if it is memory of the cell.',
    field: 'flags',
    fix: flagsFix(place, `Remove ${given.join(', ')}`, { clear: foreign }),
  };
}
