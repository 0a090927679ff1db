// SPDX-License-Identifier: MIT
// Memory or registers that no configuration gives to the root cell.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { formatRange } from '../format.js';
import { physicalRange } from '../memory-regions.js';
import { regionCheck, hasAny, rootRegion, uncovered } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const takenMemoryNotInRoot = regionCheck(
  {
    id: 'taken-memory-not-in-root',
    severity: 'warning',
    describe: 'A cell takes memory that the root cell does not have.',
    consequence:
      'The hypervisor takes it nevertheless, with a warning on its console, and it returns to nobody when the cell is destroyed. RAM that no configuration names may belong to the firmware, or be used by the root cell without the knowledge of the hypervisor.',
    remedy: 'Add it to the regions of the root cell, or correct phys_start.',
    evidence: 'The hypervisor warns; it returns memory only to regions of the root cell.',
    needs: 'system',
  },
  judge,
);

function judge(
  { region, index, cell }: RegionInSet,
  { system }: SystemSet,
): RegionFinding | undefined {
  const range = physicalRange(region);
  if (system === undefined || cell.isRoot || range === undefined) return undefined;
  if (hasAny(region, 'LOADABLE', 'ROOTSHARED')) return undefined;
  const root = cellInSet(system);
  const [piece] = uncovered(range, root.cell.memoryRegions);
  if (piece === undefined) return undefined;
  const isWhole = piece.start === range.start && piece.end === range.end;
  const isRam = hasAny(region, 'EXECUTE', 'DMA') && !hasAny(region, 'IO');
  return {
    ...(!(isRam && isWhole) && { severity: 'information' }),
    message:
      `takes ${formatRange(piece.start, piece.end - piece.start)}, which the root cell ${root.title} does not have. ` +
      'The hypervisor warns and takes it, and gives it back to nobody when the cell is destroyed. ' +
      "Add it to the root cell's regions, or correct phys_start.",
    field: 'physStart',
    related: [{ at: root.path('memoryRegions'), message: `The memory of ${root.title}.` }],
    ...(isWhole && {
      fix: {
        title: `Add it to the root cell ${root.title}`,
        edits: [rootRegion(root, region, `for memory region ${index} of ${cell.cell.name}`)],
      },
    }),
  };
}
