// SPDX-License-Identifier: MIT
// A cell with several communication regions.
import { regionCheck, hasAny, regionsOfCell, removeFix } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const severalCommRegions = regionCheck(
  {
    id: 'several-comm-regions',
    severity: 'warning',
    describe: 'A cell has several communication regions.',
    consequence:
      'There is one page for the messages of a cell. Every such region shows the same page, so that a second one is most likely a flag at the wrong region.',
    remedy: 'Leave one; give the others the flags of what they are.',
    evidence: 'The hypervisor has one page of messages for each cell.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { cell, index, region } = place;
  if (cell.isRoot || !hasAny(region, 'COMM_REGION')) return undefined;
  const first = regionsOfCell(cell).find((each) => hasAny(each.region, 'COMM_REGION'));
  if (first === undefined || first.index === index) return undefined;
  return {
    message:
      `is a communication region, and so is memory region ${first.index}. ` +
      'Both show the same page of messages. Leave one, and give the other the flags of what it is.',
    field: 'flags',
    related: [{ at: first.at('flags'), message: 'The first communication region.' }],
    fix: removeFix(place),
  };
}
