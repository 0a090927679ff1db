// SPDX-License-Identifier: MIT
// C's integer arithmetic (C11 6.3.1, 6.5): promotion, common types, wrapping.
import type { DeclaredObject } from '../semantics.js';
import { integers, unsignedOf } from '../types.js';
import type { CType, FloatType, IntegerType, PointerType } from '../types.js';

/** An integer or an address. */
export interface Value {
  readonly type: IntegerType | PointerType;
  readonly value: bigint;
  /** The object that `value` counts from; a linker alone knows where it lies. */
  readonly base?: DeclaredObject;
}

export function wrap(value: bigint, type: IntegerType | PointerType): bigint {
  if (type.kind === 'pointer') return BigInt.asUintN(type.size * 8, value);
  if (type.name === '_Bool') return value === 0n ? 0n : 1n;
  const bits = type.size * 8;
  return type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

export function convert({ value, base }: Value, type: IntegerType | PointerType): Value {
  if (base === undefined) return { type, value: wrap(value, type) };
  if (type.kind === 'integer' && type.name === '_Bool') return { type, value: 1n };
  return { type, value: wrap(value, type), base };
}

export function promote(type: IntegerType): IntegerType {
  return type.rank < integers.int.rank ? integers.int : type;
}

/** The usual arithmetic conversions. */
export function commonType(a: IntegerType, b: IntegerType): IntegerType {
  const left = promote(a);
  const right = promote(b);
  if (left.signed === right.signed) return left.rank >= right.rank ? left : right;
  const [unsigned, signed] = left.signed ? [right, left] : [left, right];
  if (unsigned.rank >= signed.rank) return unsigned;
  return signed.size > unsigned.size ? signed : unsignedOf(signed);
}

/** Whether an assignment keeps the value, read as signed or as unsigned. */
export function survives(value: bigint, bits: number): boolean {
  return value >= -(1n << BigInt(bits - 1)) && value < 1n << BigInt(bits);
}

export function isScalar(type: CType): type is IntegerType | PointerType | FloatType {
  return type.kind === 'integer' || type.kind === 'pointer' || type.kind === 'float';
}

/** The result before it is wrapped; undefined for operators that are none. */
export function arithmetic(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    default:
      return undefined;
  }
}

export function comparison<N extends bigint | number>(
  operator: string,
  a: N,
  b: N,
): boolean | undefined {
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      return undefined;
  }
}
