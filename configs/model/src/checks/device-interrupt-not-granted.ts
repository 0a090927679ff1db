// SPDX-License-Identifier: MIT
// A device without its interrupt.
import { boardRule, interruptsOf, lies, placedRegions, touchesAny } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { grants } from '../board/grant-interrupts.js';
import { hasFlag } from '../memory-regions.js';

export const deviceInterruptNotGranted = boardRule(
  {
    id: 'device-interrupt-not-granted',
    severity: 'warning',
    describe: 'A cell has a device for itself, but not its interrupt.',
    consequence:
      'The interrupt goes to the root cell, where nobody knows the device, and the driver in the cell waits for ever.',
    remedy:
      "Set the interrupt's bit in pin_bitmap of the cell: bit n of word m is interrupt pin_base + 32 m + n, and SPI n is interrupt n + 32.",
    evidence: 'Seen on the mailing list with bits counted from SPI 0 and with the wrong word.',
  },
  ({ board, cells }): Finding[] =>
    cells.flatMap((placed) => {
      const { cell, title, path } = placed;
      // Bare-metal programs without any interrupt poll their devices.
      if (cell.irqchips.length === 0) return [];
      const granted = interruptsOf(cell);
      return placedRegions(cell).flatMap(({ index, region, range }) => {
        if (!hasFlag(region, 'IO') || hasFlag(region, 'ROOTSHARED')) return [];
        const inside = board.devices.filter(
          ({ ranges: [first] }) => first && touchesAny(first, [range]),
        );
        const [device, ...others] = inside.filter(
          ({ ranges: [first] }) => first && lies(first, range),
        );
        if (device === undefined || others.length > 0 || inside.length > 1) return [];
        const shared = device.interrupts.filter((interrupt) => interrupt >= 32);
        const [first] = shared;
        if (first === undefined || shared.some((interrupt) => granted.has(interrupt))) return [];
        const edits = grants(placed, [first]);
        return {
          message:
            `Memory region ${index} gives ${title} the device ${device.path} by ${device.from}, but its interrupt ${first} (SPI ${first - 32}) is not in the cell's pin_bitmap: ` +
            'it never arrives. Set its bit.',
          at: path('memoryRegions', index),
          ...(edits.length > 0 && { fix: { title: `Give the cell interrupt ${first}`, edits } }),
        };
      });
    }),
);
