// SPDX-License-Identifier: MIT
// Where each field of a record lies.
import { camelCase } from './field-types.js';
import type { FieldType, Places, StructField } from './field-types.js';

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

export interface Placement {
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

const placements = new WeakMap<object, Placement>();

/** The layout of a record, computed once for each table. */
export function layoutOf(record: StructField): Placement {
  const known = placements.get(record.fields);
  if (known !== undefined) return known;
  const layout = record.places ? atGivenPlaces(record, record.places) : placeFields(record);
  placements.set(record.fields, layout);
  return layout;
}

function atGivenPlaces(record: StructField, places: Places): Placement {
  const fields = Object.entries(record.fields).map(([name, value]): PlacedField => {
    const type = value as FieldType;
    const { offset, shift = 0 } = places.fields[name] ?? { offset: 0 };
    const size = type.kind === 'bits' ? (shift + type.width + 7) >> 3 : sizeOf(type);
    return { name, property: camelCase(name), type, offset, size, shift };
  });
  return { fields, size: places.size };
}

function placeFields(record: StructField): Placement {
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
