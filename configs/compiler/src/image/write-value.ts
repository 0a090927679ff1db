// SPDX-License-Identifier: MIT
// Single values: numbers, bit-fields and strings.
import { evaluate } from '../evaluator/evaluate.js';
import { convert, isScalar, survives } from '../evaluator/integers.js';
import { literalBytes } from '../evaluator/literal.js';
import type { Expr } from '../parser/ast.js';
import { notConstant, stringTooLong, truncated } from '../problems.js';
import type { Semantics } from '../semantics.js';
import type { Token } from '../token.js';
import { sizeOf, typeText } from '../types.js';
import type { CType } from '../types.js';
import type { Place } from './frames.js';
import type { ImageBuffer, Write } from './image-buffer.js';

interface Target {
  readonly buffer: ImageBuffer;
  readonly semantics: Semantics;
}

interface Note {
  readonly first: Token;
  readonly last: Token;
  readonly designator: Token | undefined;
}

/** Whether the expression is text and the type an array of characters. */
export function isStringFor(type: CType, expr: Expr): expr is Extract<Expr, { kind: 'string' }> {
  return (
    expr.kind === 'string' &&
    type.kind === 'array' &&
    type.of.kind === 'integer' &&
    type.of.size === 1
  );
}

/** The NUL is left out where there is no room for it. */
export function writeString(
  place: Place,
  expr: Extract<Expr, { kind: 'string' }>,
  { buffer, semantics }: Target,
  note: Note,
): void {
  const bytes = expr.parts.flatMap((part) => literalBytes(part.text));
  const count = place.type.kind === 'array' ? place.type.count : undefined;
  const room = count ?? bytes.length + 1;
  if (bytes.length > room) semantics.problems.add(stringTooLong(expr, bytes.length, room));
  buffer.grow(count === undefined ? place.offset + room : 0);
  buffer.clear(place.offset, room);
  buffer.writeBytes(place.offset, bytes.slice(0, room));
  record(buffer, { start: place.offset, end: place.offset + room }, note);
}

/** Convert as an assignment does; a value that would change is a mistake. */
export function writeScalar(
  place: Place,
  expr: Expr,
  { buffer, semantics }: Target,
  note: Note,
): void {
  const { type, offset, bits } = place;
  if (!isScalar(type)) return;
  const size = sizeOf(type) ?? 0;
  const end = bits === undefined ? offset + size : offset + ((bits.shift + bits.width + 7) >> 3);
  record(buffer, { start: offset, end, ...(bits && { shift: bits.shift }) }, note);
  const value = evaluate(expr, semantics);
  if (value === undefined) return;
  if (value.type.kind === 'pointer' && type.kind === 'integer' && size < 8) {
    semantics.problems.add(notConstant(expr, 'An address'));
    return;
  }
  const isBool = type.kind === 'integer' && type.name === '_Bool';
  const converted = convert(value, type).value;
  const width = bits?.width ?? size * 8;
  const kept = isBool ? converted : BigInt.asUintN(width, converted);
  if (!isBool && !survives(value.value, width)) {
    const name =
      bits === undefined ? `'${typeText(type)}'` : `a field of ${width} bit${width > 1 ? 's' : ''}`;
    semantics.problems.add(truncated(expr, value.value, kept, name));
  }
  if (bits === undefined) buffer.writeInteger(offset, size, converted);
  else buffer.writeBits(offset, bits, kept);
}

function record(
  buffer: ImageBuffer,
  bytes: Pick<Write, 'start' | 'end' | 'shift'>,
  note: Note,
): void {
  const { first, last, designator } = note;
  buffer.writes.push({ ...bytes, first, last, ...(designator && { designator }), isList: false });
}
