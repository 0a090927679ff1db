// SPDX-License-Identifier: MIT
// The clock of a console that the cell is told to switch on and cannot reach.
import { consoleCheck, hasVirtualConsole } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { rangeOf, virtualRange } from '../../memory-regions.js';
import { uncovered } from '../../region-check.js';

const bytes = 4n;

export const consoleClockNotMapped = consoleCheck(
  {
    id: 'console-clock-not-mapped',
    severity: 'information',
    describe: 'A cell is told of the clock gate of its console and does not have the register.',
    consequence:
      'A guest that opens the gate before it prints ends with "Unhandled data read", and its CPU is parked.',
    remedy: 'Map the register, or leave .clock_reg out and let Linux switch the clock on.',
    evidence:
      'Drivers of consoles write to clock_reg if it is set; some boards work without, because Linux has the clock on.',
    predicts: { outcome: 'parked' },
  },
  ({ console: { type, clockReg, gateNr }, isDebug, cell, title, at }) => {
    if (isDebug || type === consoleTypes.NONE || clockReg === 0n || hasVirtualConsole(cell)) {
      return undefined;
    }
    const register = rangeOf(clockReg, bytes);
    const { memoryRegions } = cell.cell;
    if (!register || uncovered(register, memoryRegions, virtualRange).length === 0)
      return undefined;
    return {
      wrong: `${title} has its clock gate at ${formatHex(clockReg)}, and no memory region of the cell is there.`,
      at: at('clockReg'),
      fix: {
        title: 'Leave the clock to Linux',
        edits: [
          setValue(at('clockReg'), 0n),
          ...(gateNr === 0 ? [] : [setValue(at('gateNr'), 0n)]),
        ],
      },
    };
  },
);
