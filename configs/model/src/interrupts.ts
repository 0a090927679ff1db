// SPDX-License-Identifier: MIT
// The interrupts behind the bits of an irqchip, and numbers as people list them.
export { formatBdf } from './board/format-bdf.js';
import type { Irqchip } from './schema/records.js';

/** Interrupts of one word of the bitmap: GIC ids on Arm, pins on x86; ascending. */
export function interruptsOfWord({ pinBase, pinBitmap }: Irqchip, word: number): number[] {
  const bits = pinBitmap[word] ?? 0;
  const found: number[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((bits >>> bit) & 1) found.push(pinBase + word * 32 + bit);
  }
  return found;
}

export function interruptsOf(chip: Irqchip): number[] {
  return chip.pinBitmap.flatMap((_, word) => interruptsOfWord(chip, word));
}

/** 3, 5-7, 9: what follows each other in one piece. */
export function formatNumbers(numbers: readonly number[]): string {
  const pieces: string[] = [];
  for (let at = 0; at < numbers.length;) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] ?? NaN) + 1) end++;
    const first = String(numbers[at]);
    pieces.push(end > at ? `${first}-${String(numbers[end])}` : first);
    at = end + 1;
  }
  return pieces.join(', ');
}
