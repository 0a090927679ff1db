// SPDX-License-Identifier: MIT
// A cell that is told to use what it may not.
import { hasVirtualConsole } from '../../console-check.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { cellCheck } from '../../member-check.js';
import { cellFlags } from '../../value-names.js';

export const virtualConsoleNotPermitted = cellCheck(
  {
    id: 'virtual-console-not-permitted',
    severity: 'warning',
    describe: 'A cell is told to use the virtual console without being permitted to.',
    consequence:
      'The header says that ACTIVE implies PERMITTED, but hypervisors look at PERMITTED alone: they answer every character with EPERM, and nothing is printed.',
    remedy: 'Set JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED as well.',
    evidence:
      'The hypercall for a character tests that flag only (EPERM); cells without any output were seen on the mailing list.',
  },
  (cell) => {
    const { flags } = cell.cell;
    const isPermitted = (flags & cellFlags.VIRTUAL_CONSOLE_PERMITTED) !== 0;
    if (!hasVirtualConsole(cell) || isPermitted) return undefined;
    const whole = (flags | cellFlags.VIRTUAL_CONSOLE_PERMITTED) >>> 0;
    const at = cell.path('flags');
    return {
      wrong: `${cell.title} has JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE only.`,
      at,
      fix: {
        title: 'Permit the virtual console',
        edits: [setValue(at, BigInt(whole), flagSpelling('cell', whole))],
      },
    };
  },
);
