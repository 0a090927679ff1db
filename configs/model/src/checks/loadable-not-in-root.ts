// SPDX-License-Identifier: MIT
// Memory to be loaded that the root cell cannot reach, though it is the one
// that loads.
import { cellInSet } from '../check.js';
import type { SystemSet } from '../config.js';
import { formatRange } from '../format.js';
import { physicalRange } from '../memory-regions.js';
import { regionCheck, hasAny, rootRegion, uncovered } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const loadableNotInRoot = regionCheck(
  {
    id: 'loadable-not-in-root',
    severity: 'error',
    describe: 'Memory that is to be loaded lies outside of the memory of the root cell.',
    consequence:
      'To load a cell, the hypervisor opens its LOADABLE memory to the root cell where the configuration of the root cell has it. Elsewhere the root cell stays out: loading is refused, or, with a driver that does not look, the first byte that it copies there parks its CPU.',
    remedy:
      'Add the memory to the regions of the root cell, with READ and WRITE, or correct the address.',
    evidence:
      'Loading is refused (EINVAL); the reference parks the CPU of the root cell, as seen on the mailing list.',
    predicts: { outcome: 'refused' },
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
  if (!hasAny(region, 'LOADABLE') || hasAny(region, 'IO')) return undefined;
  const root = cellInSet(system);
  const writable = root.cell.memoryRegions.filter((each) => hasAny(each, 'WRITE'));
  const rest = uncovered(range, writable);
  const [piece] = rest;
  if (piece === undefined) return undefined;
  const isReadOnly = uncovered(range, root.cell.memoryRegions).length === 0;
  const { start, end } = piece;
  const isWhole = start === range.start && end === range.end;
  return {
    severity: isWhole ? 'error' : 'warning',
    message:
      `is LOADABLE, but ${isWhole ? 'it' : formatRange(start, end - start)} ` +
      (isReadOnly
        ? `is memory that the root cell ${root.title} may not write. `
        : `lies outside of the memory of the root cell ${root.title}, which is the one that loads. `) +
      'Loading is refused, or parks a CPU of the root cell at the first byte that it copies there. ' +
      (isReadOnly
        ? 'Let the root cell write there.'
        : "Add it to the root cell's regions, or correct phys_start."),
    field: 'physStart',
    related: [{ at: root.path('memoryRegions'), message: `The memory of ${root.title}.` }],
    ...(isWhole &&
      !isReadOnly && {
        fix: {
          title: `Add the memory to the root cell ${root.title}`,
          edits: [rootRegion(root, region, `RAM of memory region ${index} of ${cell.cell.name}`)],
        },
      }),
  };
}
