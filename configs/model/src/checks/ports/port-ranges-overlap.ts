// SPDX-License-Identifier: MIT
// Ports that a cell lists twice.
import { removeElement } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { hasPorts, portsOf, sharePorts } from '../../port-ranges.js';

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
    const ranges = portsOf(cell);
    return ranges.flatMap((range, index) => {
      const other = ranges.slice(0, index).find((each) => sharePorts(each, range));
      if (other === undefined) return [];
      const { title, at } = range;
      return {
        wrong: `${title} overlaps port range ${other.index}.`,
        at: at(),
        related: [{ at: other.at(), message: 'The other range.' }],
        ...(hasPorts(other, range) && {
          fix: { title: 'Remove the range', edits: [removeElement(at())] },
        }),
      };
    });
  },
);
