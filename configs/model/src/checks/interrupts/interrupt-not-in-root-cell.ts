// SPDX-License-Identifier: MIT
// An interrupt that the root cell does not have to give.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { cellInSet } from '../../check.js';
import { firstSpi } from '../../interrupt-owners.js';
import { formatNumbers, interruptsOf } from '../../interrupts.js';

export const interruptNotInRootCell = irqchipCheck(
  {
    id: 'interrupt-not-in-root-cell',
    severity: 'information',
    describe: 'A cell has an interrupt that the root cell does not have.',
    consequence:
      "The cell gets it all the same; when it is gone, the interrupt is nobody's. Often it is a bit at a wrong position.",
    remedy:
      'See whether the bit is at the right position, and add the interrupt to the root cell if it is.',
    evidence:
      'The hypervisor does not compare the interrupts of a cell with those of the root cell.',
    needs: 'system',
  },
  ({ value, cell, at }, set) => {
    if (set.system === undefined || cell.isRoot) return undefined;
    const root = cellInSet(set.system);
    const same = root.cell.irqchips.filter(({ address }) => address === value.address);
    // Another address is a matter of its own.
    if (same.length === 0) return undefined;
    const owned = new Set(same.flatMap(interruptsOf));
    const lowest = isX86(set, cell) ? 0 : firstSpi;
    const missing = interruptsOf(value).filter((id) => id >= lowest && !owned.has(id));
    if (missing.length === 0) return undefined;
    return {
      what: `has the interrupt${missing.length > 1 ? 's' : ''} ${formatNumbers(missing)}, which the root cell ${root.title} does not have`,
      at: at('pinBitmap'),
      related: [{ at: root.path('irqchips'), message: `The interrupts of ${root.title}.` }],
    };
  },
);
