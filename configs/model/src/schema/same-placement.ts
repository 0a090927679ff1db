// SPDX-License-Identifier: MIT
// Whether two types of fields put the same names at the same places.
import type { FieldType, StructField } from './field-types.js';
import { layoutOf, sizeOf } from './layout.js';
import type { PlacedField } from './layout.js';

/** The same sizes and, in records, the same named fields at the same bits. */
export function isSamePlacement(a: FieldType, b: FieldType): boolean {
  if (a.kind === 'overlay') return isSamePlacement(a.of as FieldType, b);
  if (b.kind === 'overlay') return isSamePlacement(a, b.of as FieldType);
  if (a.kind === 'bits' || b.kind === 'bits') {
    return a.kind === 'bits' && b.kind === 'bits' && a.width === b.width;
  }
  if (sizeOf(a) !== sizeOf(b)) return false;
  if (a.kind === 'struct' && b.kind === 'struct') return isSameRecord(a, b);
  if (a.kind === 'array' && b.kind === 'array') {
    return a.count === b.count && isSamePlacement(a.of as FieldType, b.of as FieldType);
  }
  return a.kind === b.kind;
}

const known = new WeakMap<StructField, WeakMap<StructField, boolean>>();

function isSameRecord(a: StructField, b: StructField): boolean {
  const answers = known.get(a) ?? new WeakMap<StructField, boolean>();
  known.set(a, answers);
  const answer = answers.get(b) ?? haveSameFields(a, b);
  answers.set(b, answer);
  return answer;
}

function haveSameFields(a: StructField, b: StructField): boolean {
  const [ours, theirs] = [a, b].map(namedFields);
  if (ours === undefined || theirs?.length !== ours.length) return false;
  return ours.every((field) => {
    const other = theirs.find(({ name }) => name === field.name);
    return (
      other?.offset === field.offset &&
      other.shift === field.shift &&
      isSamePlacement(field.type, other.type)
    );
  });
}

/** Padding says nothing, whatever it is called and made of. */
function namedFields(record: StructField): readonly PlacedField[] {
  return layoutOf(record).fields.filter(
    ({ name, type }) => !name.startsWith('padding') && (type.kind !== 'bits' || !type.unnamed),
  );
}
