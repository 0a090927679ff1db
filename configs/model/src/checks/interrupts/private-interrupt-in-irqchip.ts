// SPDX-License-Identifier: MIT
// Interrupts of single CPUs among those that an irqchip grants.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { firstSpi } from '../../interrupt-owners.js';
import { formatNumbers, interruptsOf } from '../../interrupts.js';

export const privateInterruptInIrqchip = irqchipCheck(
  {
    id: 'private-interrupt-in-irqchip',
    severity: 'warning',
    describe: 'An irqchip grants interrupts that belong to single CPUs.',
    consequence:
      'The interrupts below 32 go with the CPUs, whatever the irqchip says. If SPIs were meant, the cell does not have them: SPI n is interrupt 32 + n.',
    remedy: 'Let .pin_base be 32 for the first SPIs, so that bit n is SPI n.',
    evidence: 'The hypervisor sets the first 32 interrupts itself (irqchip_cell_init).',
  },
  ({ value, cell, at }, set) => {
    if (isX86(set, cell)) return undefined;
    const own = interruptsOf(value).filter((id) => id < firstSpi);
    if (own.length === 0) return undefined;
    return { what: `has the interrupts ${formatNumbers(own)}`, at: at('pinBase') };
  },
);
