// SPDX-License-Identifier: MIT
// A clock gate that cannot be opened as described.
import { consoleCheck } from '../../console-check.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { consoleFlags } from '../../value-names.js';

const bits = 32;

export const consoleClockGate = consoleCheck(
  {
    id: 'console-clock-gate',
    severity: 'warning',
    describe: 'The clock gate of a console is described by half.',
    consequence:
      'Without .clock_reg no gate is opened, and .gate_nr is the number of a bit in a register of 32. If the clock is off, nothing is printed, or the first access to the console hangs.',
    remedy: 'Set .clock_reg and .gate_nr, or neither of them.',
    evidence:
      'Gated consoles were seen on the mailing list; drivers open the gate if clock_reg is set.',
  },
  ({ console: { clockReg, gateNr, flags }, title, at }) => {
    if (clockReg !== 0n) {
      return gateNr < bits
        ? undefined
        : {
            wrong: `${title} has its clock gate at bit ${gateNr} of a register.`,
            at: at('gateNr'),
          };
    }
    const isInverted = (flags & consoleFlags.INVERTED_GATE) !== 0;
    if (gateNr === 0 && !isInverted) return undefined;
    const rest = flags & ~consoleFlags.INVERTED_GATE;
    const clear =
      gateNr === 0
        ? setValue(at('flags'), BigInt(rest), flagSpelling('console', rest))
        : setValue(at('gateNr'), 0n);
    const what = gateNr === 0 ? 'an inverted clock gate' : `the clock gate ${gateNr}`;
    return {
      wrong: `${title} has ${what} and no .clock_reg.`,
      at: at(gateNr === 0 ? 'flags' : 'gateNr'),
      fix: { title: 'Describe no gate', edits: [clear] },
    };
  },
);
