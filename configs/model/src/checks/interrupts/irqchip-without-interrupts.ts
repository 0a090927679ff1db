// SPDX-License-Identifier: MIT
// An irqchip without a single interrupt.
import { irqchipCheck } from '../../device-check.js';
import { removeElement } from '../../fix.js';
import { interruptsOf } from '../../interrupts.js';

export const irqchipWithoutInterrupts = irqchipCheck(
  {
    id: 'irqchip-without-interrupts',
    severity: 'information',
    describe: 'An irqchip has no bit set.',
    consequence: 'It gives nothing to the cell.',
    remedy: 'Set the bits of the interrupts that the cell needs, or remove the irqchip.',
    evidence: 'The format: each bit of .pin_bitmap is one interrupt.',
  },
  ({ value, at, index }) => {
    if (interruptsOf(value).length > 0) return undefined;
    return {
      what: 'has no interrupts',
      at: at('pinBitmap'),
      fix: { title: `Remove irqchip ${index}`, edits: [removeElement(at())] },
    };
  },
);
