// SPDX-License-Identifier: MIT
// A console in I/O ports where there are none.
import { consoleCheck, isMapped } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { isX86 } from '../../member-check.js';
import { consoleFlags } from '../../value-names.js';

export const consoleAccessImpossible = consoleCheck(
  {
    id: 'console-access-impossible',
    severity: 'warning',
    describe: 'A console of ARM, or a frame buffer, is said to be in I/O ports.',
    consequence: 'The hypervisor passes over such a console, and nothing is printed there.',
    remedy: 'Add JAILHOUSE_CON_ACCESS_MMIO to .flags.',
    evidence: 'The hypervisor for ARM looks at consoles in memory only; ACCESS_PIO is 0.',
  },
  ({ console, cell, title, at }) => {
    const { type, flags } = console;
    if (type === consoleTypes.NONE || isMapped(console)) return undefined;
    if (isX86(cell) && type !== consoleTypes.EFIFB) return undefined;
    const whole = flags | consoleFlags.ACCESS_MMIO;
    const edit = setValue(at('flags'), BigInt(whole), flagSpelling('console', whole));
    return {
      wrong: `${title} lacks JAILHOUSE_CON_ACCESS_MMIO.`,
      at: at('flags'),
      fix: { title: 'Add JAILHOUSE_CON_ACCESS_MMIO', edits: [edit] },
    };
  },
);
