// SPDX-License-Identifier: MIT
// Texts that a cell gives to a hypervisor which has no console.
import { hasVirtualConsole } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { cellCheck, systemInSet } from '../../member-check.js';
import { systemFlags } from '../../value-names.js';

export const virtualConsoleNowhere = cellCheck(
  {
    id: 'virtual-console-nowhere',
    severity: 'warning',
    describe: 'A cell prints through a hypervisor that has no console.',
    consequence: 'Everything that the cell prints is lost.',
    remedy:
      'Set JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE in the flags of the system, or describe a debug console.',
    evidence: 'The hypercall adds the character to the console of the hypervisor, if it has one.',
    needs: 'system',
  },
  (cell, set) => {
    const system = systemInSet(set);
    if (cell.isRoot || system?.tellsConsoleType !== true || !hasVirtualConsole(cell))
      return undefined;
    const { flags, debugConsole } = system.system;
    const isVirtual = (flags & systemFlags.VIRTUAL_DEBUG_CONSOLE) !== 0;
    if (isVirtual || debugConsole.type !== consoleTypes.NONE) return undefined;
    const whole = flags | systemFlags.VIRTUAL_DEBUG_CONSOLE;
    const edit = setValue(system.at('flags'), BigInt(whole), flagSpelling('system', whole));
    return {
      wrong: `${cell.title} uses the virtual console, and the system of ${system.title} has none.`,
      at: cell.path('flags'),
      related: [{ at: system.at('flags'), message: 'The flags of the system.' }],
      fix: { title: 'Give the system a virtual console', edits: [edit] },
    };
  },
);
