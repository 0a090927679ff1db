// SPDX-License-Identifier: MIT
// A quirk of one kind of console on another.
import { consoleCheck } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { consoleFlags, valueName } from '../../value-names.js';

export const mdrQuirkWithoutEffect = consoleCheck(
  {
    id: 'mdr-quirk-without-effect',
    severity: 'warning',
    describe: 'A console that is no 8250 has the quirk of the mode register.',
    consequence: 'The flag has no effect: only 8250 consoles of TI have that register.',
    remedy: 'Remove JAILHOUSE_CON_MDR_QUIRK, or correct the type.',
    evidence: 'Only the driver of the 8250 reads the flag.',
  },
  ({ console: { type, flags }, title, at }) => {
    if ((flags & consoleFlags.MDR_QUIRK) === 0) return undefined;
    if (type === consoleTypes['8250'] || type === consoleTypes.NONE) return undefined;
    const rest = flags & ~consoleFlags.MDR_QUIRK;
    const edit = setValue(at('flags'), BigInt(rest), flagSpelling('console', rest));
    return {
      wrong: `${title} is a ${valueName('consoleType', type)} and has JAILHOUSE_CON_MDR_QUIRK.`,
      at: at('flags'),
      fix: { title: 'Remove the flag', edits: [edit] },
    };
  },
);
