// SPDX-License-Identifier: MIT
// The interrupts that an entry of irqchips gives to a cell.
import { interruptsOfWord } from '../interrupts.js';
import type { Irqchip } from '../schema/records.js';

/** Which word of the bitmap has the interrupt; undefined: the cell does not have it there. */
export function wordOfInterrupt(chip: Irqchip, interrupt: number): number | undefined {
  const word = chip.pinBitmap.findIndex((_, index) =>
    interruptsOfWord(chip, index).includes(interrupt),
  );
  return word < 0 ? undefined : word;
}
