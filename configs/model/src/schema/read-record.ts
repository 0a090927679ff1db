// SPDX-License-Identifier: MIT
// Bytes to record, driven by the schema.
import type { FieldType, StructField, ValueOf } from './field-types.js';
import { layoutOf, sizeOf } from './layout.js';

/**
 * Read a record. The caller has made sure that `offset` plus the record's size
 * lies inside `view`.
 */
export function readRecord<S extends StructField>(
  record: S,
  view: DataView,
  offset: number,
): ValueOf<S> {
  return readStruct(record, view, offset) as ValueOf<S>;
}

function readStruct(record: StructField, view: DataView, offset: number): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of layoutOf(record).fields) {
    result[field.property] = readField(field.type, view, offset + field.offset, field.shift);
  }
  return result;
}

export function readField(type: FieldType, view: DataView, offset: number, shift: number): unknown {
  switch (type.kind) {
    case 'int':
      return readInteger(type.bytes, view, offset);
    case 'bits':
      return readBits(view, offset, shift, type.width);
    case 'text':
      return readText(view, offset, type.length);
    case 'array': {
      const element = type.of as FieldType;
      const stride = sizeOf(element);
      return Array.from({ length: type.count }, (_, index) =>
        readField(element, view, offset + index * stride, 0),
      );
    }
    case 'overlay':
      return readField(type.of as FieldType, view, offset, 0);
    case 'struct':
      return readStruct(type, view, offset);
  }
}

function readBits(view: DataView, offset: number, shift: number, width: number): number {
  if (shift + width <= 8) return (view.getUint8(offset) >> shift) & ((1 << width) - 1);
  let result = 0;
  for (let bit = width - 1; bit >= 0; bit--) {
    const at = shift + bit;
    result = result * 2 + ((view.getUint8(offset + (at >> 3)) >> (at & 7)) & 1);
  }
  return result;
}

function readInteger(bytes: 1 | 2 | 4 | 8, view: DataView, offset: number): number | bigint {
  switch (bytes) {
    case 1:
      return view.getUint8(offset);
    case 2:
      return view.getUint16(offset, true);
    case 4:
      return view.getUint32(offset, true);
    case 8:
      return view.getBigUint64(offset, true);
  }
}

/** Trailing NULs go; a NUL inside stays, so that no byte is lost. */
function readText(view: DataView, offset: number, length: number): string {
  let end = length;
  while (end > 0 && view.getUint8(offset + end - 1) === 0) end--;
  let result = '';
  for (let i = 0; i < end; i++) result += String.fromCharCode(view.getUint8(offset + i));
  return result;
}
