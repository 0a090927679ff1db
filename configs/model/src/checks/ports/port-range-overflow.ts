// SPDX-License-Identifier: MIT
// I/O ports beyond the last one.
import { setValue } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { portsEnd, portsOf } from '../../port-ranges.js';

export const portRangeOverflow = cellCheck(
  {
    id: 'port-range-overflow',
    severity: 'error',
    describe: 'A range of I/O ports reaches beyond port 0xffff.',
    consequence:
      'The hypervisor clears a bit for each port of the range, and those beyond the last one are in whatever memory follows its table of ports.',
    remedy: 'Correct the base or the length; the length counts ports.',
    evidence: 'The hypervisor does not check the range; x86 has 65536 ports.',
  },
  (cell) => {
    if (!isX86(cell)) return undefined;
    return portsOf(cell).flatMap((range) => {
      if (range.last < portsEnd) return [];
      const { region, title, at } = range;
      const length = BigInt(portsEnd - region.base);
      return {
        wrong: `${title} reaches beyond port 0xffff.`,
        at: at('length'),
        fix: {
          title: 'End it at port 0xffff',
          edits: [setValue(at('length'), length, `0x${length.toString(16)}`)],
        },
      };
    });
  },
);
