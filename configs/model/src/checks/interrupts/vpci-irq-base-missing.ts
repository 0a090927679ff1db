// SPDX-License-Identifier: MIT
// Virtual devices whose interrupts begin at the first one of the machine.
import { problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { membersOf } from '../../config.js';
import { judgeAll } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { virtualInterruptsOf } from '../../interrupt-owners.js';

const rule: Rule = {
  id: 'vpci-irq-base-missing',
  severity: 'warning',
  describe: 'A cell has virtual PCI devices with interrupts, but no vpci_irq_base.',
  consequence:
    'The devices raise SPI 0 to 3, which mostly are those of devices of the machine: a driver gets interrupts that are not for it, and no doorbell arrives.',
  remedy:
    'Set .vpci_irq_base to the first of four SPIs that no device has, other ones for each cell, and grant them in .pin_bitmap.',
  evidence: 'Left out, it is 0; seen on the mailing list.',
};

export const vpciIrqBaseMissing: Check = {
  ...rule,
  run: (set) =>
    membersOf(set)
      .flatMap((member) => {
        const [first] = virtualInterruptsOf(member, set);
        if (first === undefined || first.link.cell.cell.vpciIrqBase !== 0) return [];
        return judgeAll(rule, [first.link], ({ cell }) => ({
          what: `raises ${first.title}, because .vpci_irq_base of the cell is 0`,
          at: cell.path('vpciIrqBase'),
        }));
      })
      .slice(0, problemLimit),
};
