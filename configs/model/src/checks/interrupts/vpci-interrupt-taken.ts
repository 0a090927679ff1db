// SPDX-License-Identifier: MIT
// A cell that takes the interrupt of a virtual device of the root cell.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { ownedInterrupts, virtualInterruptsOf } from '../../interrupt-owners.js';

const rule: Rule = {
  id: 'vpci-interrupt-taken',
  severity: 'error',
  describe: "A cell takes an interrupt that the root cell's virtual PCI devices raise.",
  consequence:
    "While the cell exists, the interrupt is not the root cell's, and no doorbell reaches it any more.",
  remedy: 'Leave the bit out of .pin_bitmap, or move .vpci_irq_base of the root cell.',
  evidence: 'The hypervisor takes from the root cell all interrupts that a cell names.',
  needs: 'system',
};

export const vpciInterruptTaken: Check = {
  ...rule,
  run: (set) => {
    const { system, cells } = set;
    if (system === undefined) return [];
    const root = cellInSet(system);
    const raised = virtualInterruptsOf(system, set);
    return cells
      .flatMap((member) => {
        const own = new Set(virtualInterruptsOf(member, set).map(({ id }) => id));
        const owned = ownedInterrupts(member, set);
        const taken = raised.find(({ id }) => owned.has(id) && !own.has(id));
        const cell = cellInSet(member);
        return taken === undefined
          ? []
          : [
              problemOf(rule, cell.title, cell.path('irqchips'), {
                what: `takes ${taken.title}, with which ${taken.link.title} interrupts the root cell`,
                related: [
                  {
                    at: root.path('vpciIrqBase'),
                    message: `INTA of ${root.title} is SPI ${root.cell.vpciIrqBase}.`,
                  },
                ],
              }),
            ];
      })
      .slice(0, problemLimit);
  },
};
