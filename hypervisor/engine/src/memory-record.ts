// SPDX-License-Identifier: MIT
// C structs that the engine shares with native code through memory: layouts
// as data, by the rules of natural alignment. Little-endian.

type FieldType =
  | 'u8'
  | 'u16'
  | 'u32'
  | 's32'
  | 'u64'
  | 's64'
  | { readonly text: number }
  | { readonly words: number };

export type FieldTypes = Readonly<Record<string, FieldType>>;

type ValueOf<Type extends FieldType> = Type extends 'u64' | 's64'
  ? bigint
  : Type extends { readonly text: number }
    ? string
    : Type extends { readonly words: number }
      ? readonly bigint[]
      : number;

export type RecordOf<Layout> =
  Layout extends MemoryRecord<infer Fields>
    ? { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }
    : never;

export interface MemoryRecord<Fields extends FieldTypes> {
  /** As C spells the type. */
  readonly name: string;
  readonly fields: Fields;
  readonly offsets: Readonly<Record<keyof Fields, number>>;
  /** Bytes, with the padding behind the last field. */
  readonly size: number;
}

export function memoryRecord<const Fields extends FieldTypes>(
  name: string,
  fields: Fields,
): MemoryRecord<Fields> {
  const offsets: Record<string, number> = {};
  let end = 0;
  let widest = 1;
  for (const [field, type] of Object.entries(fields)) {
    const { size, alignment } = shapeOf(type);
    offsets[field] = align(end, alignment);
    end = offsets[field] + size;
    widest = Math.max(widest, alignment);
  }
  return {
    name,
    fields,
    offsets: offsets as Record<keyof Fields, number>,
    size: align(end, widest),
  };
}

/** The record at an offset of bytes that hold it whole. */
export function readRecord<Fields extends FieldTypes>(
  record: MemoryRecord<Fields>,
  bytes: Uint8Array,
  offset = 0,
): RecordOf<MemoryRecord<Fields>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, record.size);
  const values: Record<string, unknown> = {};
  for (const [field, type] of Object.entries(record.fields)) {
    values[field] = readField(view, record.offsets[field] ?? 0, type);
  }
  return values as RecordOf<MemoryRecord<Fields>>;
}

function readField(view: DataView, offset: number, type: FieldType): unknown {
  switch (type) {
    case 'u8':
      return view.getUint8(offset);
    case 'u16':
      return view.getUint16(offset, true);
    case 'u32':
      return view.getUint32(offset, true);
    case 's32':
      return view.getInt32(offset, true);
    case 'u64':
      return view.getBigUint64(offset, true);
    case 's64':
      return view.getBigInt64(offset, true);
    default:
      return 'text' in type
        ? readText(view, offset, type.text)
        : Array.from({ length: type.words }, (_, i) => view.getBigUint64(offset + 8 * i, true));
  }
}

/** Up to the NUL, or the whole field. */
function readText(view: DataView, offset: number, size: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, size);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? size : end));
}

function shapeOf(type: FieldType): { size: number; alignment: number } {
  if (typeof type === 'object') {
    return 'text' in type
      ? { size: type.text, alignment: 1 }
      : { size: 8 * type.words, alignment: 8 };
  }
  const size = Number(type.slice(1)) / 8;
  return { size, alignment: size };
}

function align(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
