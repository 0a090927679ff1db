// SPDX-License-Identifier: MIT
// Virtual devices of two cells that raise the same interrupt.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { pairsOf, problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { virtualInterruptsOf } from '../../interrupt-owners.js';

const rule: Rule = {
  id: 'vpci-interrupt-in-two-cells',
  severity: 'error',
  describe: 'The virtual PCI devices of two cells raise the same interrupt.',
  consequence:
    'An interrupt goes to one cell only: the root cell loses it when the other cell is created, and two other cells cannot exist at the same time.',
  remedy:
    'Set .vpci_irq_base so that the cells have lines of their own, at numbers where the machine has no devices, and grant those in .pin_bitmap.',
  evidence: 'The hypervisor gives an interrupt to one cell only.',
};

export const vpciInterruptInTwoCells: Check = {
  ...rule,
  run: (set) =>
    pairsOf(set)
      .flatMap(([first, second]) => {
        const taken = virtualInterruptsOf(first, set);
        const mine = virtualInterruptsOf(second, set);
        const both = mine.find(({ id }) => taken.some((other) => other.id === id));
        if (both === undefined) return [];
        const [owner, cell] = [cellInSet(first), cellInSet(second)];
        return [
          problemOf(rule, cell.title, cell.path('vpciIrqBase'), {
            what: `and ${owner.title} both use ${both.title} for their virtual PCI devices`,
            related: [
              {
                at: owner.path('vpciIrqBase'),
                message: `INTA of ${owner.title} is SPI ${owner.cell.vpciIrqBase}.`,
              },
            ],
          }),
        ];
      })
      .slice(0, problemLimit),
};
