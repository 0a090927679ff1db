// SPDX-License-Identifier: MIT
// Pins of an IOAPIC that no IOAPIC has.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { formatNumbers, interruptsOf } from '../../interrupts.js';

/** Pins of an IOAPIC that the hypervisor knows at most. */
const mostPins = 120;

export const ioapicPinBeyondChip = irqchipCheck(
  {
    id: 'ioapic-pin-beyond-chip',
    severity: 'warning',
    describe: 'A cell wants pins of an IOAPIC that none has.',
    consequence:
      'An IOAPIC has 120 pins at most and mostly 24; nothing ever comes from the others.',
    remedy: 'Set only bits of pins that exist; bit n of .pin_bitmap is pin n of this IOAPIC.',
    evidence: 'The limit of the hypervisor (IOAPIC_MAX_PINS) and of the specification.',
  },
  ({ value, cell, at }, set) => {
    if (!isX86(set, cell) || value.pinBase !== 0) return undefined;
    const beyond = interruptsOf(value).filter((pin) => pin >= mostPins);
    if (beyond.length === 0) return undefined;
    return { what: `has the pins ${formatNumbers(beyond)}`, at: at('pinBitmap', 3) };
  },
);
