// SPDX-License-Identifier: MIT
// Ports that a cell lists twice.
import { removeElement } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import type { Finding } from '../../member-check.js';
import { hasPorts, portsOf, sharePorts } from '../../port-ranges.js';
import type { PortsInSet } from '../../port-ranges.js';

export const portRangesOverlap = cellCheck(
  {
    id: 'port-ranges-overlap',
    severity: 'information',
    describe: 'Two port ranges of a cell overlap.',
    consequence: 'It does no harm by itself, but one of the two may have a wrong number.',
    remedy: 'Correct it, or leave one out.',
    evidence: 'The hypervisor allows each port of each range; order does not matter.',
  },
  (cell) => {
    if (!isX86(cell)) return undefined;
    let widest: PortsInSet | undefined;
    return portsOf(cell)
      .sort((a, b) => a.first - b.first)
      .flatMap((range): Finding[] => {
        const before = widest;
        if (before === undefined || range.last > before.last) widest = range;
        return before !== undefined && sharePorts(before, range) ? [overlap(before, range)] : [];
      });
  },
);

/** The one that is listed later is in excess. */
function overlap(a: PortsInSet, b: PortsInSet): Finding {
  const [first, second] = a.index < b.index ? [a, b] : [b, a];
  const { title, at } = second;
  return {
    wrong: `${title} overlaps port range ${first.index}.`,
    at: at(),
    related: [{ at: first.at(), message: 'The other range.' }],
    ...(hasPorts(first, second) && {
      fix: { title: 'Remove the range', edits: [removeElement(at())] },
    }),
  };
}
