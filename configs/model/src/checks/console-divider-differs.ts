// SPDX-License-Identifier: MIT
// A divider that gives a console's UART no speed that anybody uses.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { isMmioConsole } from '../board/console-kind.js';
import { consoleTypes } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

/** In bits per second. */
const speeds = [9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1500000] as const;

const usual = 115200;

export const consoleDividerDiffers = boardRule(
  {
    id: 'console-divider-differs',
    severity: 'warning',
    describe: "A console's divider does not fit the clock of its UART.",
    consequence: 'The console prints, but whoever listens reads garbage.',
    remedy:
      'Divide the clock by 16 and by the speed, or write 0 and keep what the boot loader has set.',
    evidence:
      'A 16550 divides its clock by 16 times its divider; three per cent is all that lines bear.',
  },
  ({ board, system, members, at }): Finding[] => {
    const consoles = [
      {
        what: 'The debug console',
        console: system.debugConsole,
        place: at('debugConsole', 'divider'),
      },
      ...members.map(({ cell, title, path }) => ({
        what: `The console of ${title}`,
        console: cell.console,
        place: path('console', 'divider'),
      })),
    ];
    return consoles.flatMap(({ what, console, place }) => {
      const { type, divider, address } = console;
      if (!isMmioConsole(console) || type !== consoleTypes['8250'] || divider === 0) return [];
      const device = board.devices.find(({ ranges: [first] }) => first?.start === address);
      const clock = device?.clockFrequency;
      if (device === undefined || clock === undefined || clock === 0) return [];
      const speed = clock / 16 / divider;
      if (speeds.some((known) => Math.abs(speed - known) <= 0.03 * known)) return [];
      const right = Math.max(1, Math.round(clock / 16 / usual));
      return {
        message:
          `${what} at ${formatHex(address)} divides ${clock} Hz, the clock of ${device.path} by ${device.from}, by 16 times ${divider}: ${Math.round(speed)} bits per second. ` +
          `For ${usual} the divider is ${right}.`,
        at: place,
        fix: { title: `Set the divider to ${right}`, edits: [setValue(place, BigInt(right))] },
      };
    });
  },
);
