// SPDX-License-Identifier: MIT
// A memory region of any cell over the memory that the hypervisor lives in.
import { cellInSet, problemLimit } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { membersOf } from '../config.js';
import { removeElement, setValue } from '../fix.js';
import { formatHex, formatRange } from '../format.js';
import { intersection, physicalRange, rangeOf } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { ModelPath, Problem } from '../problem.js';

export const regionOverHypervisorMemory: Check = {
  id: 'region-over-hypervisor-memory',
  severity: 'error',
  describe: 'A memory region of a cell covers memory of the hypervisor.',
  consequence:
    'Whoever can write there controls the machine, so the hypervisor refuses it. The reference does not look: the machine dies some time later, in ways that point elsewhere.',
  remedy:
    'Keep hypervisor_memory out of all regions: end the region in front of it, or move one of the two.',
  evidence:
    'The hypervisor refuses it; upstream fixed it in 7ef4b98 and 89ffd22c after random crashes.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_HYPERVISOR' },
  needs: 'system',
  upstream: 'overlap-hypervisor',
  run: (set) => {
    if (set.system === undefined) return [];
    const { physStart, size } = set.system.config.system.hypervisorMemory;
    const range = rangeOf(physStart, size);
    if (range === undefined) return [];
    const at: ModelPath = {
      config: set.system.name,
      steps: ['system', 'hypervisorMemory', 'physStart'],
    };
    const hypervisor = { range, at };
    return membersOf(set)
      .map(cellInSet)
      .flatMap((cell) => regionsOver(cell, hypervisor));
  },
};

interface HypervisorMemory {
  readonly range: AddressRange;
  readonly at: ModelPath;
}

function regionsOver(cell: CellInSet, hypervisor: HypervisorMemory): Problem[] {
  const problems: Problem[] = [];
  for (const [index, region] of cell.cell.memoryRegions.entries()) {
    const range = physicalRange(region);
    if (range === undefined || intersection(range, hypervisor.range) === undefined) continue;
    problems.push(problem(cell, index, range, hypervisor));
    if (problems.length >= problemLimit) break;
  }
  return problems;
}

function problem(
  cell: CellInSet,
  index: number,
  range: AddressRange,
  hypervisor: HypervisorMemory,
): Problem {
  const { start } = hypervisor.range;
  const startsBefore = range.start < start;
  const remedy = startsBefore
    ? `End the region below ${formatHex(start)} (size ${formatHex(start - range.start)}), or move it.`
    : "Move the region to memory outside of the hypervisor's.";
  return {
    id: regionOverHypervisorMemory.id,
    severity: 'error',
    message:
      `Memory region ${index} of ${cell.title} lies over the hypervisor's memory: ` +
      `the region is ${text(range)}, hypervisor_memory is ${text(hypervisor.range)}. ` +
      'The hypervisor refuses this with REFUSAL_REGION_HYPERVISOR, because whoever can write there ' +
      `controls the machine. ${remedy}`,
    at: cell.path('memoryRegions', index, startsBefore ? 'size' : 'physStart'),
    related: [
      { at: hypervisor.at, message: `The hypervisor's memory is ${text(hypervisor.range)}.` },
    ],
    fix: startsBefore
      ? {
          title: `End memory region ${index} where the hypervisor's memory starts`,
          edits: [setValue(cell.path('memoryRegions', index, 'size'), start - range.start)],
        }
      : {
          title: `Remove memory region ${index}`,
          edits: [removeElement(cell.path('memoryRegions', index))],
        },
  };
}

function text({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}
