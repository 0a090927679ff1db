// SPDX-License-Identifier: MIT
// A console whose UART is of another kind.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { consoleKindOf, isMmioConsole } from '../board/console-kind.js';
import { consoleTypes } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const consoleTypeDiffers = boardRule(
  {
    id: 'console-type-differs',
    severity: 'error',
    describe: "A console's type is not that of the UART at its address.",
    consequence:
      'The driver for another UART waits for a bit that never comes: the first message hangs the CPU.',
    remedy: 'Use the JAILHOUSE_CON_TYPE_* of the UART.',
    evidence:
      'The registers of the kinds differ; seen on the mailing list as a hang without any output.',
  },
  ({ board, system, members, at }): Finding[] => {
    const consoles = [
      {
        what: 'The debug console',
        console: system.debugConsole,
        place: at('debugConsole', 'type'),
      },
      ...members.map(({ cell, title, path }) => ({
        what: `The console of ${title}`,
        console: cell.console,
        place: path('console', 'type'),
      })),
    ];
    return consoles.flatMap(({ what, console, place }) => {
      if (!isMmioConsole(console)) return [];
      const device = board.devices.find(({ ranges: [first] }) => first?.start === console.address);
      const kind = device && consoleKindOf(device.compatible);
      if (device === undefined || kind === undefined || consoleTypes[kind] === console.type)
        return [];
      const name = `JAILHOUSE_CON_TYPE_${kind}`;
      return {
        message:
          `${what} at ${formatHex(console.address)} is ${device.path} (${device.compatible[0] ?? ''}) by ${device.from}, which needs ${name}. ` +
          'With another driver the first message hangs the CPU.',
        at: place,
        fix: { title: `Use ${name}`, edits: [setValue(place, BigInt(consoleTypes[kind]), name)] },
      };
    });
  },
);
