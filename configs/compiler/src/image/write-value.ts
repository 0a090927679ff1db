// SPDX-License-Identifier: MIT
// Single values: numbers, bit-fields and strings.
import { converted, evaluateInitializer } from '../evaluator/evaluate.js';
import { isScalar, survives } from '../evaluator/integers.js';
import { stringValue } from '../evaluator/literal.js';
import type { StringValue } from '../evaluator/literal.js';
import { isReal, realBytes } from '../evaluator/reals.js';
import type { Expr } from '../parser/ast.js';
import { noRoomForNul, stringTooLong } from '../initializer-problems.js';
import { truncated, unsupported } from '../problems.js';
import type { Semantics } from '../semantics.js';
import type { Target } from '../target.js';
import type { Token } from '../token.js';
import { typeText } from '../types.js';
import type { CType } from '../types.js';
import { copyOf } from './aggregate-value.js';
import type { Place } from './frames.js';
import type { ImageBuffer, Write } from './image-buffer.js';

interface Sink {
  readonly buffer: ImageBuffer;
  readonly semantics: Semantics;
}

interface Note {
  readonly first: Token;
  readonly last: Token;
  readonly designator: Token | undefined;
}

/** Whether the expression is text and the type an array of such characters. */
export function isStringFor(
  type: CType,
  expr: Expr,
  { target }: Semantics,
): expr is Extract<Expr, { kind: 'string' }> {
  if (expr.kind !== 'string' || type.kind !== 'array' || type.of.kind !== 'integer') return false;
  return type.of.size === textOf(expr, target).type.size && type.of.name !== '_Bool';
}

function textOf({ parts }: Extract<Expr, { kind: 'string' }>, target: Target): StringValue {
  return stringValue(
    parts.map(({ text }) => text),
    target,
  );
}

/** The NUL is left out where there is no room for it. */
export function writeString(
  place: Place,
  expr: Extract<Expr, { kind: 'string' }>,
  { buffer, semantics }: Sink,
  note: Note,
): void {
  const { type, units } = textOf(expr, semantics.target);
  const bytes = units.flatMap((unit) => littleEndian(unit, type.size));
  const { count } = place.type.kind === 'array' ? place.type : {};
  const room = (count ?? units.length + 1) * type.size;
  if (bytes.length > room) semantics.problems.add(stringTooLong(expr, bytes.length, room));
  else if (bytes.length === count && needsNul(place)) {
    semantics.problems.add(noRoomForNul(expr, room));
  }
  buffer.grow(count === undefined ? place.offset + room : 0);
  buffer.clear(place.offset, room);
  buffer.writeBytes(place.offset, bytes.slice(0, room));
  record(buffer, { start: place.offset, end: place.offset + room }, note);
}

function littleEndian(unit: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => (unit >>> (8 * i)) & 0xff);
}

/** Signatures are compared byte by byte; every other text ends with a NUL. */
function needsNul({ type, member }: Place): boolean {
  const isText = type.kind === 'array' && type.of.kind === 'integer' && type.of.name === 'char';
  return isText && member?.nonstring !== true && member?.name?.text !== 'signature';
}

/** The bytes of a const object. */
export function writeCopy(
  { type, offset }: Place,
  expr: Expr,
  { buffer, semantics }: Sink,
  note: Note,
): void {
  const bytes = copyOf(type, expr, semantics) ?? new Uint8Array();
  buffer.clear(offset, bytes.length);
  buffer.writeBytes(offset, [...bytes]);
  record(buffer, { start: offset, end: offset + bytes.length }, note);
}

/** Convert as an assignment does; a value that would change is a mistake. */
export function writeScalar(
  place: Place,
  expr: Expr,
  { buffer, semantics }: Sink,
  note: Note,
): void {
  const { type, offset, bits } = place;
  if (!isScalar(type)) return;
  const { size } = type;
  const end = bits === undefined ? offset + size : offset + ((bits.shift + bits.width + 7) >> 3);
  record(buffer, { start: offset, end, shift: bits?.shift }, note);
  const value = evaluateInitializer(expr, semantics);
  if (value === undefined) return;
  if (!isReal(value) && value.base !== undefined && !isBool(type)) {
    const isText = expr.kind === 'string';
    const isHole = isText && expr.parts.some(({ flaw }) => flaw !== undefined);
    const what = isText ? 'Text in place of a number' : 'The address of an object';
    if (!isHole) semantics.problems.add(unsupported(expr, what));
    return;
  }
  const result = converted(value, type);
  if (isReal(result)) {
    const bytes = realBytes(result);
    if (bytes === undefined) semantics.problems.add(unsupported(expr, 'A long double'));
    else buffer.writeBytes(offset, bytes);
    return;
  }
  const width = bits?.width ?? size * 8;
  const kept = isBool(type) ? result.value : BigInt.asUintN(width, result.value);
  const wanted = isReal(value) ? truncatedReal(value.real) : value.value;
  if (!isBool(type) && wanted !== undefined && !survives(wanted, width)) {
    const name =
      bits === undefined ? `'${typeText(type)}'` : `a field of ${width} bit${width > 1 ? 's' : ''}`;
    semantics.problems.add(truncated(expr, wanted, kept, name));
  }
  if (bits === undefined) buffer.writeInteger(offset, size, result.value);
  else buffer.writeBits(offset, bits, kept);
}

function isBool(type: CType): boolean {
  return type.kind === 'integer' && type.name === '_Bool';
}

function truncatedReal(real: number): bigint | undefined {
  return Number.isFinite(real) ? BigInt(Math.trunc(real)) : undefined;
}

function record(
  buffer: ImageBuffer,
  { start, end, shift }: Pick<Write, 'start' | 'end' | 'shift'>,
  note: Note,
): void {
  const { first, last, designator } = note;
  buffer.writes.push({ start, end, first, last, designator, isList: false, shift });
}
