// SPDX-License-Identifier: MIT
// An interrupt that Linux waits for, and its cell does not have.
import { boardRule, interruptsOf, listText } from '../board/board-rule.js';
import { grants } from '../board/grant-interrupts.js';
import { architectures } from '../constants.js';

export const interruptInUseNotInRoot = boardRule(
  {
    id: 'interrupt-in-use-not-in-root',
    severity: 'warning',
    describe: 'Linux has a driver on an interrupt that the root cell does not own.',
    consequence: 'From enabling on the interrupt does not arrive, and the driver times out.',
    remedy: "Set its bit in pin_bitmap of one of the root cell's irqchips.",
    evidence: 'The hypervisor forwards only interrupts that are in the bitmaps of a cell.',
  },
  ({ board, system, root }) => {
    const { cell, title, path } = root;
    const isX86 = system.architecture === architectures.X86;
    // Which IOAPIC a pin belongs to is not in /proc/interrupts.
    if (cell.irqchips.length === 0 || (isX86 && cell.irqchips.length > 1)) return [];
    const owned = interruptsOf(cell);
    const missing = board.interrupts.filter(
      ({ controller, id, users }) =>
        controller === (isX86 ? 'ioapic' : 'gic') &&
        (isX86 || id >= 32) &&
        users !== '' &&
        !owned.has(id),
    );
    const [first] = missing;
    if (first === undefined) return [];
    const edits = grants(
      root,
      missing.map(({ id }) => id),
    );
    return [
      {
        message:
          `By ${first.from} Linux has drivers on interrupts that the root cell ${title} does not own: ` +
          `${listText(missing.map(({ id, users }) => `${id} (${users})`))}. ` +
          'They do not arrive once the hypervisor is enabled. Set their bits in pin_bitmap.',
        at: path('irqchips'),
        ...(edits.length > 0 && {
          fix: { title: `Give ${title} these interrupts`, edits },
        }),
      },
    ];
  },
);
