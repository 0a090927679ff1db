// SPDX-License-Identifier: MIT
// Two irqchips of one cell for the same interrupts.
import { irqchipCheck, irqchipsOfMember, isX86 } from '../../device-check.js';
import { chipPins } from '../../interrupt-owners.js';
import { formatNumbers, interruptsOf } from '../../interrupts.js';

/** So many are enough to name every interrupt. */
const mostChips = 32;

export const irqchipOverwritten = irqchipCheck(
  {
    id: 'irqchip-overwritten',
    severity: 'warning',
    describe: 'Two irqchips of a cell speak of the same interrupts.',
    consequence:
      "Upstream's hypervisor believes one of the two only, the later one on ARM and the first one on x86: the cell does not have what the other says.",
    remedy: 'Put all interrupts of the range into one irqchip.',
    evidence:
      'The hypervisor copies all 128 bits of each irqchip over those of the one before (irqchip_cell_init), and looks for the first IOAPIC of an address.',
  },
  (chip, set) => {
    const { value, cell, at, index, member } = chip;
    const isPc = isX86(set, cell);
    const others = irqchipsOfMember(member)
      .slice(0, mostChips)
      .filter(
        (other) =>
          other.value.address === value.address &&
          (isPc ? other.index < index : other.index > index),
      );
    for (const other of others) {
      const has = new Set(interruptsOf(other.value));
      const start = isPc ? 0 : other.value.pinBase;
      const lost = interruptsOf(value).filter(
        (id) => id >= start && id < start + chipPins && !has.has(id),
      );
      if (lost.length === 0) continue;
      return {
        what: `has the interrupt${lost.length > 1 ? 's' : ''} ${formatNumbers(lost)}, which irqchip ${other.index} leaves out`,
        at: at('pinBitmap'),
        related: [{ at: other.at(), message: `${other.title} covers the same interrupts.` }],
      };
    }
    return undefined;
  },
);
