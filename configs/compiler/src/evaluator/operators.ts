// SPDX-License-Identifier: MIT
// Operators on constants: integers, addresses and reals (C11 6.5).
import type { Expr } from '../parser/ast.js';
import { divisionByZero, integerOverflow, notConstant, shiftRange } from '../problems.js';
import type { TokenSpan } from '../problems.js';
import type { Semantics } from '../semantics.js';
import { integers, sizeOf } from '../types.js';
import type { IntegerType, PointerType } from '../types.js';
import { arithmetic, commonType, comparison, promote, wrap } from './integers.js';
import type { Value } from './integers.js';
import { commonFloat, isReal, realArithmetic, realOf } from './reals.js';
import type { Constant } from './reals.js';

type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>;
interface IntegerValue {
  readonly type: IntegerType;
  readonly value: bigint;
}

export function isTrue(constant: Constant): boolean {
  if (isReal(constant)) return constant.real !== 0;
  return constant.base !== undefined || constant.value !== 0n;
}

function truth(value: boolean): Value {
  return { type: integers.int, value: value ? 1n : 0n };
}

function isInteger(value: Value): value is Value & IntegerValue {
  return value.type.kind === 'integer' && value.base === undefined;
}

/** `+ - ~ !`. */
export function applyUnary(
  expr: ExprOf<'unary'>,
  operand: Constant,
  semantics: Semantics,
): Constant | undefined {
  const { text } = expr.operator;
  if (text === '!') return truth(!isTrue(operand));
  if (isReal(operand)) {
    if (text !== '~')
      return realOf(
        { ...operand, real: text === '-' ? -operand.real : operand.real },
        operand.type,
      );
    semantics.problems.add(notConstant(expr, 'A bit operation on a number with a fraction'));
    return undefined;
  }
  if (!isInteger(operand)) {
    semantics.problems.add(notConstant(expr.operand, 'An address'));
    return undefined;
  }
  const type = promote(operand.type);
  if (text === '+') return { type, value: operand.value };
  if (text === '~') return { type, value: wrap(~operand.value, type) };
  return wrapped(-operand.value, type, expr, semantics);
}

/** Wraps a result; a signed one that does not fit is a mistake. */
function wrapped(value: bigint, type: IntegerType, at: TokenSpan, semantics: Semantics): Value {
  const kept = wrap(value, type);
  if (type.signed && kept !== value && semantics.unevaluated === 0) {
    semantics.overflows++;
    semantics.problems.add(integerOverflow(at, type.name));
  }
  return { type, value: kept };
}

/** Every binary operator but `&& || ,`. */
export function applyBinary(
  expr: ExprOf<'binary'>,
  left: Constant,
  right: Constant,
  semantics: Semantics,
): Constant | undefined {
  if (isReal(left) || isReal(right)) return onReals(expr, left, right, semantics);
  if (!isInteger(left) || !isInteger(right)) return onAddresses(expr, left, right, semantics);
  const operator = expr.operator.text;
  if (operator === '<<' || operator === '>>') return shift(expr, left, right, semantics);
  const type = commonType(left.type, right.type);
  const a = wrap(left.value, type);
  const b = wrap(right.value, type);
  const compared = comparison(operator, a, b);
  if (compared !== undefined) return truth(compared);
  const result = arithmetic(operator, a, b);
  if (result !== undefined) return wrapped(result, type, expr, semantics);
  if (semantics.unevaluated > 0) return { type, value: 0n };
  semantics.problems.add(divisionByZero(expr.right));
  return undefined;
}

function onReals(
  expr: ExprOf<'binary'>,
  left: Constant,
  right: Constant,
  semantics: Semantics,
): Constant | undefined {
  const type = commonFloat(left.type, right.type);
  const isPointer = left.type.kind === 'pointer' || right.type.kind === 'pointer';
  if (type === undefined || isPointer) {
    semantics.problems.add(notConstant(expr, 'An address'));
    return undefined;
  }
  const a = realOf(left, type).real;
  const b = realOf(right, type).real;
  const compared = comparison(expr.operator.text, a, b);
  if (compared !== undefined) return truth(compared);
  const real = realArithmetic(expr.operator.text, a, b);
  if (real !== undefined) return realOf({ type, real }, type);
  semantics.problems.add(notConstant(expr, 'A bit operation on a number with a fraction'));
  return undefined;
}

/** Pointers and integers that were pointers: sums, differences, comparisons. */
function onAddresses(
  expr: ExprOf<'binary'>,
  left: Value,
  right: Value,
  semantics: Semantics,
): Value | undefined {
  const operator = expr.operator.text;
  if (left.base === right.base) {
    const compared = comparison(operator, left.value, right.value);
    if (compared !== undefined) return truth(compared);
    if (operator === '-' && right.type.kind === left.type.kind) {
      return difference(left, right, semantics);
    }
  } else if (operator === '==' || operator === '!=') {
    const isNull = isNullPointer(left) || isNullPointer(right);
    if (isNull) return truth(operator === '!=');
  }
  const moved = sum(operator, left, right);
  if (moved !== undefined) return moved;
  semantics.problems.add(notConstant(expr, 'An address'));
  return undefined;
}

function isNullPointer({ base, value }: Value): boolean {
  return base === undefined && value === 0n;
}

function stride({ to }: PointerType): bigint {
  return BigInt(Math.max(sizeOf(to) ?? 1, 1));
}

function difference(left: Value, right: Value, { target }: Semantics): Value {
  const bytes = left.value - right.value;
  if (left.type.kind === 'integer') return { type: left.type, value: wrap(bytes, left.type) };
  return { type: target.difference, value: wrap(bytes / stride(left.type), target.difference) };
}

function sum(operator: string, left: Value, right: Value): Value | undefined {
  const isSum = operator === '+';
  if (!isSum && operator !== '-') return undefined;
  const [moved, by] = isAddress(left) ? [left, right] : [right, left];
  if (!isInteger(by) || (!isSum && moved === right)) return undefined;
  const { type, base } = moved;
  const step = type.kind === 'pointer' ? by.value * stride(type) : by.value;
  const value = wrap(isSum ? moved.value + step : moved.value - step, type);
  return { type, value, ...(base && { base }) };
}

function isAddress(value: Value): boolean {
  return value.type.kind === 'pointer' || value.base !== undefined;
}

function shift(
  expr: ExprOf<'binary'>,
  left: IntegerValue,
  right: IntegerValue,
  semantics: Semantics,
): Value | undefined {
  const type = promote(left.type);
  const bits = type.size * 8;
  const count = right.value;
  if (count < 0n && semantics.unevaluated === 0) {
    semantics.problems.add(notConstant(expr, 'A shift by a negative number'));
    return undefined;
  }
  const isOut = count < 0n || count >= BigInt(bits);
  if (isOut && semantics.unevaluated === 0) {
    semantics.problems.add(shiftRange(expr, count, bits));
  }
  if (semantics.unevaluated === 0 && leavesType(expr, left.value, count, type)) {
    semantics.overflows++;
  }
  // GCC leaves nothing of a value that is shifted out to the left, and the sign to the right.
  if (isOut) return { type, value: expr.operator.text === '>>' && left.value < 0n ? -1n : 0n };
  // GCC defines a shift into the sign bit; it is how (1 << 31) is written.
  const shifted = expr.operator.text === '<<' ? left.value << count : left.value >> count;
  return { type, value: wrap(shifted, type) };
}

/** Whether C leaves the result of a shift undefined (C11 6.5.7). */
function leavesType(
  expr: ExprOf<'binary'>,
  value: bigint,
  count: bigint,
  type: IntegerType,
): boolean {
  if (count < 0n || count >= BigInt(type.size * 8)) return true;
  const shifted = value << count;
  return (
    expr.operator.text === '<<' && type.signed && (value < 0n || wrap(shifted, type) !== shifted)
  );
}
