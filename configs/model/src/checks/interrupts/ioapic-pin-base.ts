// SPDX-License-Identifier: MIT
// An IOAPIC that does not begin at pin 0.
import { setValue } from '../../fix.js';
import { irqchipCheck, isX86 } from '../../device-check.js';

export const ioapicPinBase = irqchipCheck(
  {
    id: 'ioapic-pin-base',
    severity: 'error',
    describe: 'The pin_base of an IOAPIC is not 0.',
    consequence: 'The hypervisor refuses the cell (EINVAL).',
    remedy:
      'Leave .pin_base out: the pins of every IOAPIC are counted from 0, whatever number the first one has for the operating system.',
    evidence: 'The hypervisor refuses it (EINVAL in ioapic_cell_init).',
    predicts: { outcome: 'refused' },
  },
  ({ value, cell, at, index }, set) => {
    if (!isX86(set, cell) || value.pinBase === 0) return undefined;
    return {
      what: `has .pin_base ${value.pinBase}`,
      at: at('pinBase'),
      fix: {
        title: `Set .pin_base of irqchip ${index} to 0`,
        edits: [setValue(at('pinBase'), 0n)],
      },
    };
  },
);
