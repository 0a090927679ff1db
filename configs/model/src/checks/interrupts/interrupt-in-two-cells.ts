// SPDX-License-Identifier: MIT
// Two cells of one start-up that want the same interrupt.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { irqchipsOfMember, isX86, pairsOf, problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { firstSpi } from '../../interrupt-owners.js';
import { formatNumbers, interruptsOf } from '../../interrupts.js';

const rule: Rule = {
  id: 'interrupt-in-two-cells',
  severity: 'warning',
  describe: 'Two cells that are to run together want the same interrupt.',
  consequence:
    'An interrupt goes to one cell only: while one of the two exists, the hypervisor refuses the other, or one of them waits for it in vain.',
  remedy: 'Leave it in the .pin_bitmap of one cell only; the root cell need not give it up.',
  evidence: 'The hypervisor gives an interrupt to one cell only.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_INTERRUPT_OWNED' },
  needs: 'launch-set',
};

export const interruptInTwoCells: Check = {
  ...rule,
  run: (set) =>
    pairsOf(set)
      .filter(([first]) => first !== set.system)
      .flatMap(([first, second]) => {
        const others = irqchipsOfMember(first);
        return irqchipsOfMember(second).flatMap((chip) => {
          const lowest = isX86(set, chip.cell) ? 0 : firstSpi;
          return others.flatMap((other) => {
            if (other.value.address !== chip.value.address) return [];
            const taken = new Set(interruptsOf(other.value));
            const both = interruptsOf(chip.value).filter((id) => id >= lowest && taken.has(id));
            if (both.length === 0) return [];
            const names = formatNumbers(both);
            return [
              problemOf(rule, chip.title, chip.at('pinBitmap'), {
                what: `and ${cellInSet(first).title} both have the interrupt${both.length > 1 ? 's' : ''} ${names}`,
                related: [{ at: other.at('pinBitmap'), message: `${other.title} has ${names}.` }],
              }),
            ];
          });
        });
      })
      .slice(0, problemLimit),
};
