// SPDX-License-Identifier: MIT
// A hypervisor whose messages nobody can read.
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { systemCheck } from '../../member-check.js';
import { systemFlags } from '../../value-names.js';

export const noDebugConsole = systemCheck(
  {
    id: 'no-debug-console',
    severity: 'information',
    describe: 'The system has no debug console, neither a real nor a virtual one.',
    consequence: 'Nobody sees why the hypervisor refuses a cell or parks a CPU.',
    remedy:
      'Describe a serial line, or set JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE and read it by `jailhouse console`.',
    evidence: 'Most of the hangs on the mailing list that stayed unsolved had no output.',
  },
  ({ system, title, tellsConsoleType, at }) => {
    const isVirtual = (system.flags & systemFlags.VIRTUAL_DEBUG_CONSOLE) !== 0;
    if (isVirtual || !tellsConsoleType || system.debugConsole.type !== consoleTypes.NONE)
      return undefined;
    const flags = system.flags | systemFlags.VIRTUAL_DEBUG_CONSOLE;
    const edit = setValue(at('flags'), BigInt(flags), flagSpelling('system', flags));
    return {
      wrong: `The system of ${title} has no debug console.`,
      at: at('debugConsole'),
      fix: { title: 'Keep messages for `jailhouse console`', edits: [edit] },
    };
  },
);
