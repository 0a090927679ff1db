// SPDX-License-Identifier: MIT
// The hypervisor's console is no device of the board.
import { boardRule } from '../board/board-rule.js';
import { isMmioConsole } from '../board/console-kind.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const consoleNotOnBoard = boardRule(
  {
    id: 'console-not-on-board',
    severity: 'warning',
    describe: "The debug console's address is not that of any device of the board.",
    consequence: 'The first message of the hypervisor hangs the machine or is lost.',
    remedy: 'Take the address of the serial line from the device tree.',
    evidence:
      'Console addresses were among the most frequent mistakes on the mailing list; upstream mended 509d3061 and d19b1206.',
  },
  ({ board, system, at }) => {
    const { debugConsole } = system;
    const [first] = board.devices;
    if (first === undefined || !isMmioConsole(debugConsole)) return [];
    const { address } = debugConsole;
    const isThere = board.devices.some(({ ranges }) =>
      ranges.some(({ start, end }) => address >= start && address < end),
    );
    if (isThere) return [];
    const chosen = board.devices.find(({ path }) => path === board.console?.path);
    const [range] = chosen?.ranges ?? [];
    const advice =
      chosen && range
        ? ` The console by its choice is ${chosen.path} at ${formatHex(range.start)}.`
        : '';
    return [
      {
        message: `The debug console is at ${formatHex(address)}, where by ${first.from} the board has no device.${advice}`,
        at: at('debugConsole', 'address'),
        ...(range && {
          fix: {
            title: `Set the address to ${formatHex(range.start)}`,
            edits: [setValue(at('debugConsole', 'address'), range.start)],
          },
        }),
      },
    ];
  },
);
