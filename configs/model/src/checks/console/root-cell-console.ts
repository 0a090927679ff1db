// SPDX-License-Identifier: MIT
// A console of the root cell, which nobody reads.
import { isDescribed } from '../../console-check.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { systemCheck } from '../../member-check.js';

export const rootCellConsole = systemCheck(
  {
    id: 'root-cell-console',
    severity: 'warning',
    describe: 'The root cell has a console.',
    consequence:
      'It has no effect: Linux has its own console already. Messages of the hypervisor go to .debug_console of the header.',
    remedy: 'Describe it as .debug_console, or leave it out.',
    evidence: 'Consoles are told to cells in their communication region; the root cell has none.',
  },
  ({ root: { cell, title, path } }) => {
    if (!isDescribed(cell.console)) return undefined;
    const { address } = cell.console;
    const fields = ['address', 'size', 'type', 'flags', 'divider', 'gateNr', 'clockReg'] as const;
    const edits = fields
      .filter((field) => BigInt(cell.console[field]) !== 0n)
      .map((field) => setValue(path('console', field), 0n));
    return {
      wrong: `The root cell ${title} has a console at ${formatHex(address)}.`,
      at: path('console'),
      fix: { title: 'Describe no console', edits },
    };
  },
);
