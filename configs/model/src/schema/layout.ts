// SPDX-License-Identifier: MIT
// Where each field of a packed record lies.
import { camelCase } from './field-types.js';
import type { FieldType, StructField } from './field-types.js';

export interface PlacedField {
  /** As in the C header. */
  readonly name: string;
  /** As in the model. */
  readonly property: string;
  readonly type: FieldType;
  /** Bytes from the start of the record. */
  readonly offset: number;
  /** Bytes that the field touches. */
  readonly size: number;
  /** For a bit-field: its lowest bit in the byte at `offset`. */
  readonly shift: number;
}

export interface Layout {
  readonly fields: readonly PlacedField[];
  readonly size: number;
}

/** Bytes that a field takes on its own; a bit-field counts as none. */
export function sizeOf(type: FieldType): number {
  switch (type.kind) {
    case 'int':
      return type.bytes;
    case 'bits':
      return 0;
    case 'text':
      return type.length;
    case 'array':
      return sizeOf(type.of as FieldType) * type.count;
    case 'overlay':
      return sizeOf(type.of as FieldType);
    case 'struct':
      return layoutOf(type).size;
  }
}

const layouts = new WeakMap<object, Layout>();

/** The layout of a record, computed once for each table. */
export function layoutOf(record: StructField): Layout {
  const known = layouts.get(record.fields);
  if (known !== undefined) return known;
  const layout = placeFields(record);
  layouts.set(record.fields, layout);
  return layout;
}

function placeFields(record: StructField): Layout {
  const fields: PlacedField[] = [];
  let end = 0;
  let bit = 0;
  let unionStart: number | undefined;
  for (const [name, value] of Object.entries(record.fields)) {
    const type = value as FieldType;
    const size = sizeOf(type);
    const place = { name, property: camelCase(name), type };
    if (type.kind === 'bits') {
      fields.push({ ...place, offset: end, size: 1, shift: bit });
      bit += type.width;
      end += bit >> 3;
      bit &= 7;
    } else if (type.kind === 'overlay') {
      unionStart ??= end;
      fields.push({ ...place, offset: unionStart, size, shift: 0 });
      end = Math.max(end, unionStart + size);
    } else {
      unionStart = undefined;
      fields.push({ ...place, offset: end, size, shift: 0 });
      end += size;
    }
  }
  return { fields, size: end };
}
