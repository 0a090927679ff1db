// SPDX-License-Identifier: MIT
// One serial line for two cells that are to run together.
import { consolesOf, hasVirtualConsole } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { formatHex } from '../../format.js';
import { setCheck } from '../../member-check.js';
import { cellFlags } from '../../value-names.js';

const virtual = cellFlags.VIRTUAL_CONSOLE_PERMITTED | cellFlags.VIRTUAL_CONSOLE_ACTIVE;

export const consoleOfTwoCells = setCheck(
  {
    id: 'console-of-two-cells',
    severity: 'warning',
    describe: 'Two cells that are to run together have the same console.',
    consequence: 'Both write to it at any time, and their texts mix; input goes to either of them.',
    remedy: 'Give each its own, or let them use the virtual console.',
    evidence: 'Seen on the mailing list.',
    needs: 'launch-set',
  },
  (set) => {
    const consoles = consolesOf(set).filter(
      ({ console: { type, address }, isDebug, cell }) =>
        !isDebug && type !== consoleTypes.NONE && address !== 0n && !hasVirtualConsole(cell),
    );
    return consoles.flatMap(({ console: { address }, cell, title, at }, index) => {
      const other = consoles.slice(0, index).find((each) => each.console.address === address);
      if (other === undefined) return [];
      const flags = (cell.cell.flags | virtual) >>> 0;
      const edit = setValue(cell.path('flags'), BigInt(flags), flagSpelling('cell', flags));
      return {
        wrong: `${title} is at ${formatHex(address)}, as is that of ${other.cell.title}.`,
        at: at('address'),
        related: [{ at: other.at('address'), message: 'The other console.' }],
        fix: { title: 'Let this cell use the virtual console', edits: [edit] },
      };
    });
  },
);
