// SPDX-License-Identifier: MIT
// Of a union only the member that was set last counts: what another member had
// before is forgotten (C11 6.7.9, as GCC and clang have it).
import { sizeOf } from '../types.js';
import type { Frame } from './frames.js';
import type { ImageBuffer } from './image-buffer.js';

/** The way to a value is about to be taken: clear unions in which it leads elsewhere. */
export function chooseMembers(way: readonly Frame[], buffer: ImageBuffer): void {
  for (const { type, offset, index } of way) {
    if (type.kind !== 'record' || !type.isUnion || type.body === undefined) continue;
    const active = buffer.active.get(type.body) ?? new Map<number, number>();
    const before = active.get(offset);
    if (before !== undefined && before !== index) buffer.clear(offset, sizeOf(type) ?? 0);
    buffer.active.set(type.body, active.set(offset, index));
  }
}
