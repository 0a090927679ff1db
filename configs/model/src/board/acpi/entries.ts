// SPDX-License-Identifier: MIT
// The entries of a table that tell their own length.
import { readNumber } from '../byte-reader.js';

export interface TableEntry {
  readonly type: number;
  /** The whole entry, its type and length included. */
  readonly bytes: Uint8Array;
}

/** Entries of which type and length have `width` bytes each; a broken length ends the list. */
export function entriesOf(table: Uint8Array, from: number, width: 1 | 2): TableEntry[] {
  const found: TableEntry[] = [];
  for (let offset = from; ;) {
    const type = readNumber(table, offset, width);
    const length = readNumber(table, offset + width, width) ?? 0;
    if (type === undefined || length < 2 * width || offset + length > table.length) return found;
    found.push({ type, bytes: table.subarray(offset, offset + length) });
    offset += length;
  }
}
