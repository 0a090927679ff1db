// SPDX-License-Identifier: MIT
// A record in the fields of another layout: what has the same name is taken,
// what is absent is zero.
import type { FieldType, StructField } from '../schema/field-types.js';
import { layoutOf } from '../schema/layout.js';

export type Raw = Readonly<Record<string, unknown>>;

/**
 * The values of a record of that layout, each from the first of `sources` that
 * has the field. Numbers become bigints where the layout has 64 bits, and back.
 */
export function adopt(record: StructField, ...sources: readonly (Raw | undefined)[]): Raw {
  const result: Record<string, unknown> = {};
  for (const { property, type } of layoutOf(record).fields) {
    const values = sources.flatMap((source) =>
      source?.[property] === undefined ? [] : [source[property]],
    );
    result[property] = adoptValue(type, values);
  }
  return result;
}

function adoptValue(type: FieldType, values: readonly unknown[]): unknown {
  const [first] = values;
  switch (type.kind) {
    case 'int':
      return type.bytes === 8 ? toBigint(first) : toNumber(first);
    case 'bits':
      return toNumber(first);
    case 'text':
      return typeof first === 'string' ? first : '';
    case 'array': {
      const lists = values.filter((value) => Array.isArray(value)) as unknown[][];
      return Array.from({ length: type.count }, (_, index) =>
        adoptValue(
          type.of as FieldType,
          lists.map((list) => list[index]).filter((value) => value !== undefined),
        ),
      );
    }
    case 'overlay':
      return adoptValue(type.of as FieldType, values);
    case 'struct':
      return adopt(type, ...values.map(asRaw));
  }
}

export function asRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}

export function toNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}

export function toBigint(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : 0n;
}

/** A record without one of its fields. */
export function without(raw: Raw, name: string): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => key !== name));
}

/** Whether two values of the model or of a file are the same, all the way down. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => isSame((a as Raw)[key], (b as Raw)[key]));
}
