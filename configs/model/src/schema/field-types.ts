// SPDX-License-Identifier: MIT
// The kinds of fields that a configuration record is made of, and how a table
// of fields becomes a TypeScript type. Records are little endian, and packed
// unless they say where their fields lie.

/** An unsigned integer; 8 bytes wide ones are bigint in the model. */
export interface IntField<Bytes extends 1 | 2 | 4 | 8 = 1 | 2 | 4 | 8> {
  readonly kind: 'int';
  readonly bytes: Bytes;
}

/** A bit-field of at most 32 bits. In a packed record, a run of them fills whole bytes. */
export interface BitsField {
  readonly kind: 'bits';
  readonly width: number;
  /** Bits that the C header leaves unnamed; kept so that every byte survives. */
  readonly unnamed: boolean;
}

/** Bytes as text, one character per byte, without trailing NULs. */
export interface TextField {
  readonly kind: 'text';
  readonly length: number;
}

export interface ArrayField<Of = unknown> {
  readonly kind: 'array';
  readonly of: Of;
  readonly count: number;
}

export interface StructField<Fields = FieldTable> {
  readonly kind: 'struct';
  /** The tag in the C header; empty for a struct without one. */
  readonly tag: string;
  readonly fields: Fields;
  /** Where a compiler put the fields, if the record is not simply packed. */
  readonly places?: Places;
}

/** Offsets in bytes and, for bit-fields, lowest bits in the byte there, by the field's C name. */
export interface Places {
  /** Bytes of the whole record. */
  readonly size: number;
  readonly fields: Readonly<Record<string, { readonly offset: number; readonly shift?: number }>>;
}

/** What decides which member of a union holds the truth. */
export interface UnionContext {
  readonly architecture: number;
  readonly siblings: Readonly<Record<string, unknown>>;
}

/**
 * A member of a union: consecutive ones start at the same offset. All members
 * are read; the preferred one is written last, so that it wins.
 */
export interface OverlayField<Of = unknown> {
  readonly kind: 'overlay';
  readonly of: Of;
  readonly isPreferred: (context: UnionContext) => boolean;
}

export type FieldType = IntField | BitsField | TextField | ArrayField | StructField | OverlayField;

export type FieldTable = Readonly<Record<string, unknown>>;

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The model's value of a field. */
export type ValueOf<T> =
  T extends IntField<8>
    ? bigint
    : T extends IntField | BitsField
      ? number
      : T extends TextField
        ? string
        : T extends ArrayField<infer Of>
          ? readonly ValueOf<Of>[]
          : T extends StructField<infer Fields>
            ? RecordOf<Fields>
            : T extends OverlayField<infer Of>
              ? ValueOf<Of>
              : never;

/** The model's record of a table of C fields: phys_start becomes physStart. */
type RecordOf<Fields> = {
  readonly [Name in keyof Fields & string as CamelCase<Name>]: ValueOf<Fields[Name]>;
};

export const u8: IntField<1> = { kind: 'int', bytes: 1 };
export const u16: IntField<2> = { kind: 'int', bytes: 2 };
export const u32: IntField<4> = { kind: 'int', bytes: 4 };
export const u64: IntField<8> = { kind: 'int', bytes: 8 };

export function bits(width: number): BitsField {
  return { kind: 'bits', width, unnamed: false };
}

export function unnamedBits(width: number): BitsField {
  return { kind: 'bits', width, unnamed: true };
}

export function text(length: number): TextField {
  return { kind: 'text', length };
}

export function array<Of extends FieldType>(of: Of, count: number): ArrayField<Of> {
  return { kind: 'array', of, count };
}

export function struct<const Fields extends FieldTable>(
  tag: string,
  fields: Fields,
): StructField<Fields> {
  return { kind: 'struct', tag, fields };
}

export function overlay<Of extends FieldType>(
  of: Of,
  isPreferred: (context: UnionContext) => boolean,
): OverlayField<Of> {
  return { kind: 'overlay', of, isPreferred };
}

/** The model's name of a C field. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
