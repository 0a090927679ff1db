// SPDX-License-Identifier: MIT
// Shared memory that a cell writes and the root cell only reads.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { intersection, physicalRange } from '../memory-regions.js';
import { regionCheck, flagsFix, hasAny, regionsOfCell } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const writeWhereRootReadsOnly = regionCheck(
  {
    id: 'write-where-root-reads-only',
    severity: 'warning',
    describe: 'A cell may write shared memory that the root cell may only read.',
    consequence:
      'The root cell has the memory read-only in its own configuration, so a cell that writes there changes what was meant to be constant for it, or the direction of an exchange is the wrong way round.',
    remedy: 'Remove JAILHOUSE_MEM_WRITE from the cell, or give it to the root cell as well.',
    evidence:
      'Two threads of the mailing list; sections of ivshmem devices, where this is meant, are left out.',
    needs: 'system',
  },
  judge,
);

function judge(place: RegionInSet, { system }: SystemSet): RegionFinding | undefined {
  const { region, cell, isSection } = place;
  const range = physicalRange(region);
  if (system === undefined || cell.isRoot || isSection || range === undefined) return undefined;
  if (!hasAny(region, 'ROOTSHARED') || !hasAny(region, 'WRITE')) return undefined;
  const owners = regionsOfCell(cellInSet(system)).filter((each) => {
    const other = physicalRange(each.region);
    return other !== undefined && intersection(range, other) !== undefined;
  });
  const [owner] = owners;
  if (
    owner === undefined ||
    owners.some((each) => hasAny(each.region, 'WRITE') || each.isSection)
  ) {
    return undefined;
  }
  return {
    message:
      `may be written and is shared with the root cell, which may only read it (memory region ${owner.index}). ` +
      'Remove JAILHOUSE_MEM_WRITE here, or give it to the root cell as well.',
    field: 'flags',
    related: [{ at: owner.at('flags'), message: 'The root cell may only read it.' }],
    fix: flagsFix(place, 'Remove WRITE', { clear: ['WRITE'] }),
  };
}
