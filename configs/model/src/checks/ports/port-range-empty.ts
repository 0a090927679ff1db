// SPDX-License-Identifier: MIT
// A range without a port, as arrays with too large a bound have at their end.
import { removeElement } from '../../fix.js';
import { formatHex } from '../../format.js';
import { cellCheck } from '../../member-check.js';

export const portRangeEmpty = cellCheck(
  {
    id: 'port-range-empty',
    severity: 'warning',
    describe: 'A range of I/O ports has no port.',
    consequence: 'The cell gets nothing from it.',
    remedy: 'Set .length to the number of ports, correct the bound of the array, or leave it out.',
    evidence:
      'Zero entries are on the list of checks that upstream wished for; wrong bounds were seen on the mailing list.',
  },
  ({ cell, title, path }) =>
    cell.pioRegions.flatMap(({ base, length }, index) => {
      if (length !== 0) return [];
      const at = path('pioRegions', index);
      return {
        wrong: `Port range ${index} of ${title} at ${formatHex(BigInt(base))} has the length 0.`,
        at,
        fix: { title: 'Remove the range', edits: [removeElement(at)] },
      };
    }),
);
