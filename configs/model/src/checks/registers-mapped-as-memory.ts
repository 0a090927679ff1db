// SPDX-License-Identifier: MIT
// Registers of the root cell that a cell has as normal memory.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { architectures } from '../constants.js';
import { intersection, physicalRange } from '../memory-regions.js';
import { regionCheck, flagsFix, hasAny, isSubpage, regionsOfCell } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const registersMappedAsMemory = regionCheck(
  {
    id: 'registers-mapped-as-memory',
    severity: 'warning',
    describe: 'A cell maps registers as normal memory.',
    consequence:
      'On ARM, JAILHOUSE_MEM_IO makes a region device memory. Without it the processor may cache, merge, repeat and reorder accesses to registers, unless the guest itself maps them as a device.',
    remedy: 'Add JAILHOUSE_MEM_IO.',
    evidence:
      'Arm ARM (B2.7.2, D5.5.5: the stricter type of both stages holds); upstream fixed memory attributes in 87437c42.',
    needs: 'system',
  },
  judge,
);

function judge(place: RegionInSet, { system }: SystemSet): RegionFinding | undefined {
  const { region, cell } = place;
  const range = physicalRange(region);
  if (system === undefined || cell.isRoot || range === undefined) return undefined;
  if (cell.cell.architecture === architectures.X86) return undefined;
  if (hasAny(region, 'IO', 'EXECUTE', 'LOADABLE') || isSubpage(region)) return undefined;
  const owner = regionsOfCell(cellInSet(system)).find((each) => {
    const other = physicalRange(each.region);
    return other !== undefined && intersection(range, other) !== undefined;
  });
  if (owner === undefined || !hasAny(owner.region, 'IO')) return undefined;
  return {
    message:
      `covers what is registers to the root cell (its memory region ${owner.index} has JAILHOUSE_MEM_IO), but maps it as normal memory. ` +
      'The processor may then cache, merge and reorder the accesses. Add JAILHOUSE_MEM_IO.',
    field: 'flags',
    related: [{ at: owner.at('flags'), message: 'The root cell has it as registers.' }],
    fix: flagsFix(place, 'Map it as registers', { set: ['IO'] }),
  };
}
