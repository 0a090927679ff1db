// SPDX-License-Identifier: MIT
// RAM with the programs and data of a cell, shared with the root cell.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const rootsharedRam = regionCheck(
  {
    id: 'rootshared-ram',
    severity: 'warning',
    describe: 'RAM that a cell runs from is shared with the root cell.',
    consequence:
      'The root cell keeps its access: Linux may use the memory for something else at any time, and overwrite the program of the cell.',
    remedy:
      'Remove JAILHOUSE_MEM_ROOTSHARED; LOADABLE already lets the root cell write the memory while it loads the cell.',
    evidence: 'Two threads of the mailing list; no configuration of upstream has it.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region, cell } = place;
  if (cell.isRoot || region.size === 0n || !hasAny(region, 'ROOTSHARED')) return undefined;
  if (!hasAny(region, 'EXECUTE', 'LOADABLE') || hasAny(region, 'IO', 'COMM_REGION'))
    return undefined;
  return {
    message:
      'is RAM that the cell runs from, but it is ROOTSHARED: the root cell keeps its access and may overwrite it at any time. ' +
      'Remove JAILHOUSE_MEM_ROOTSHARED; to load the cell, LOADABLE is enough.',
    field: 'flags',
    fix: flagsFix(place, 'Remove ROOTSHARED', { clear: ['ROOTSHARED'] }),
  };
}
