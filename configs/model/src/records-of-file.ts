// SPDX-License-Identifier: MIT
// A file as the records of its layout, just as they stand in it.
import type { ArrayLayout, Layout } from './layouts/layout.js';
import { layoutOf, sizeOf } from './schema/layout.js';
import { readField, readRecord } from './schema/read-record.js';
import type { FieldType, StructField } from './schema/field-types.js';
import { toNumber } from './translate/adopt.js';
import type { Raw } from './translate/adopt.js';

export type Kind = 'system' | 'cell';

/** An array of a file, as far as the file has it. */
export interface ArrayOfFile {
  readonly layout: ArrayLayout;
  /** How many elements the descriptor counts. */
  readonly count: number;
  /** Offset in the file. */
  readonly start: number;
  readonly elements: ArrayLike<unknown>;
}

export interface RecordsOfFile {
  readonly kind: Kind;
  readonly layout: Layout;
  readonly system?: Raw;
  /** The descriptor, counts included. */
  readonly cell: Raw;
  readonly arrays: readonly ArrayOfFile[];
  /** Where the elements end that the file has. */
  readonly end: number;
  /** Bytes that the counts ask for. */
  readonly needed: number;
}

export function headRecord(layout: Layout, kind: Kind): StructField {
  return kind === 'system' ? layout.system : layout.cell;
}

export function headSize(layout: Layout, kind: Kind): number {
  return layoutOf(headRecord(layout, kind)).size;
}

/** Where the cell's descriptor starts. */
export function descriptorOffset(layout: Layout, kind: Kind): number {
  if (kind === 'cell') return 0;
  const root = layoutOf(layout.system).fields.find(({ name }) => name === 'root_cell');
  return root?.offset ?? headSize(layout, kind);
}

/** Whether an array is one of bytes, as CPU sets and bitmaps are. */
export function isBytes(of: FieldType): boolean {
  return of.kind === 'int' && of.bytes === 1;
}

/** Read a file that is at least as long as its head. */
export function readRecords(bytes: Uint8Array, layout: Layout, kind: Kind): RecordsOfFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const system = kind === 'system' ? (readRecord(layout.system, view, 0) as Raw) : undefined;
  const cell = readRecord(layout.cell, view, descriptorOffset(layout, kind)) as Raw;
  const arrays: ArrayOfFile[] = [];
  let needed = headSize(layout, kind);
  let end = needed;
  for (const array of layout.arrays) {
    const stride = sizeOf(array.of);
    const count = toNumber(cell[array.count]);
    const held = Math.min(count, Math.max(0, Math.floor((bytes.length - needed) / stride)));
    const start = needed;
    const read = (): ArrayLike<unknown> =>
      isBytes(array.of)
        ? bytes.slice(start, start + held)
        : Array.from({ length: held }, (_, index) =>
            readField(array.of, view, start + index * stride, 0),
          );
    let elements: ArrayLike<unknown> | undefined;
    arrays.push({
      layout: array,
      count,
      start,
      // The sizes of a file are often all that matters.
      get elements() {
        return (elements ??= read());
      },
    });
    if (held > 0) end = start + held * stride;
    needed += count * stride;
  }
  return { kind, layout, ...(system && { system }), cell, arrays, end, needed };
}
