// SPDX-License-Identifier: MIT
// Record to bytes, driven by the schema. Values that are too wide for their
// field lose their upper bits, as in C.
import type { FieldType, StructField, UnionContext } from './field-types.js';
import { layoutOf, sizeOf } from './layout.js';
import type { PlacedField } from './layout.js';

type Values = Readonly<Record<string, unknown>>;

/** Write a record at `offset`; `architecture` decides between union members. */
export function writeRecord(
  record: StructField,
  values: Values,
  view: DataView,
  offset: number,
  architecture: number,
): void {
  const context: UnionContext = { architecture, siblings: values };
  for (const field of writingOrder(layoutOf(record).fields, context)) {
    const at = { view, offset: offset + field.offset, shift: field.shift, architecture };
    writeField(field.type, values[field.property], at);
  }
}

/** Union members that do not hold the truth go first, to be overwritten. */
function writingOrder(fields: readonly PlacedField[], context: UnionContext): PlacedField[] {
  const loses = (field: PlacedField): boolean =>
    field.type.kind === 'overlay' && !field.type.isPreferred(context);
  return [...fields.filter(loses), ...fields.filter((field) => !loses(field))];
}

export interface Target {
  readonly view: DataView;
  readonly offset: number;
  readonly shift: number;
  readonly architecture: number;
}

export function writeField(type: FieldType, value: unknown, at: Target): void {
  const { view, offset } = at;
  switch (type.kind) {
    case 'int':
      writeInteger(type.bytes, value, view, offset);
      return;
    case 'bits':
      writeBits(type.width, BigInt((value as number | undefined) ?? 0), at);
      return;
    case 'text': {
      const characters = typeof value === 'string' ? value : '';
      for (let i = 0; i < type.length; i++) view.setUint8(offset + i, characters.charCodeAt(i));
      return;
    }
    case 'array': {
      const element = type.of as FieldType;
      const stride = sizeOf(element);
      const values = value as readonly unknown[];
      for (let i = 0; i < type.count; i++) {
        writeField(element, values[i], { ...at, offset: offset + i * stride });
      }
      return;
    }
    case 'overlay':
      writeField(type.of as FieldType, value, at);
      return;
    case 'struct':
      writeRecord(type, value as Values, view, offset, at.architecture);
  }
}

function writeBits(width: number, value: bigint, { view, offset, shift }: Target): void {
  for (let bit = 0; bit < width; bit++) {
    const at = offset + ((shift + bit) >> 3);
    const mask = 1 << ((shift + bit) & 7);
    const isSet = ((value >> BigInt(bit)) & 1n) === 1n;
    view.setUint8(at, isSet ? view.getUint8(at) | mask : view.getUint8(at) & ~mask);
  }
}

function writeInteger(bytes: 1 | 2 | 4 | 8, value: unknown, view: DataView, offset: number): void {
  if (bytes === 8) view.setBigUint64(offset, value as bigint, true);
  else if (bytes === 4) view.setUint32(offset, Number(value), true);
  else if (bytes === 2) view.setUint16(offset, Number(value), true);
  else view.setUint8(offset, Number(value));
}
