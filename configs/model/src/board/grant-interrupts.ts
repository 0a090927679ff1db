// SPDX-License-Identifier: MIT
// Bits of pin_bitmap that give a cell interrupts, where its irqchips have a
// place for them.
import type { CellInSet } from '../check.js';
import { setValue } from '../fix.js';
import type { SetEdit } from '../problem.js';

/** One edit for each word; interrupts without a place are left out. */
export function grants({ cell, path }: CellInSet, interrupts: readonly number[]): SetEdit[] {
  return cell.irqchips.flatMap(({ pinBase, pinBitmap }, index) =>
    pinBitmap.flatMap((written, word) => {
      const base = pinBase + 32 * word;
      const inside = interrupts.filter((interrupt) => interrupt >= base && interrupt < base + 32);
      if (inside.length === 0) return [];
      const value = inside.reduce((bits, interrupt) => bits | (1 << (interrupt - base)), written);
      return setValue(path('irqchips', index, 'pinBitmap', word), BigInt(value >>> 0));
    }),
  );
}
