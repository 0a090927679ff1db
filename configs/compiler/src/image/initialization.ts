// SPDX-License-Identifier: MIT
// What an initialiser writes to, and what that may cost.
import { limits } from '../limits.js';
import { tooMuch } from '../problems.js';
import type { Semantics } from '../semantics.js';
import type { Token } from '../token.js';
import { sizeOf } from '../types.js';
import type { Frame, Place } from './frames.js';
import type { ImageBuffer } from './image-buffer.js';

export interface Initialization {
  readonly buffer: ImageBuffer;
  readonly semantics: Semantics;
}

/** False, after a problem, if nothing more may be written. */
export function pay(
  { semantics }: Initialization,
  at: { first: Token; last: Token },
  cost = 1,
): boolean {
  if (semantics.writes <= 0) return false;
  semantics.writes -= cost;
  if (semantics.writes <= 0) semantics.problems.add(tooMuch(at, 'What this initialiser writes'));
  return semantics.writes > 0;
}

/** Arrays without a bound take their bytes as they go. */
export function makeRoom(stack: readonly Frame[], place: Place, init: Initialization): void {
  if (stack[0]?.isOpen !== true) return;
  // The unit of a bit-field may reach beyond its struct.
  const end = place.offset + (place.bits === undefined ? (sizeOf(place.type) ?? 0) : 1);
  if (end <= limits.objectSize) init.buffer.grow(end);
  else init.semantics.writes = 0;
}
