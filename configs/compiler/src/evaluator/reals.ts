// SPDX-License-Identifier: MIT
// Floating constants, which end as integers in nearly every configuration:
// IEEE 754 double, rounded to float where that is the type.
import { unsignedOf } from '../types.js';
import type { FloatType, IntegerType } from '../types.js';
import { wrap } from './integers.js';
import type { Value } from './integers.js';

export interface Real {
  readonly type: FloatType;
  readonly real: number;
}

export type Constant = Value | Real;

export function isReal(constant: Constant): constant is Real {
  return 'real' in constant;
}

export function realOf(constant: Constant, type: FloatType): Real {
  const real = isReal(constant) ? constant.real : Number(constant.value);
  return { type, real: type.name === 'float' ? Math.fround(real) : real };
}

/** Towards zero; what does not fit becomes the nearest that does, as compilers fold it. */
export function truncate(real: number, type: IntegerType): bigint {
  if (type.name === '_Bool') return real === 0 ? 0n : 1n;
  if (Number.isNaN(real)) return 0n;
  const most = wrap(-1n, unsignedOf(type)) >> (type.signed ? 1n : 0n);
  const least = type.signed ? -most - 1n : 0n;
  if (real >= Number(most)) return most;
  return real <= Number(least) ? least : BigInt(Math.trunc(real));
}

/** The wider type of two operands, one of which is a real. */
export function commonFloat(a: Constant['type'], b: Constant['type']): FloatType | undefined {
  const left = a.kind === 'float' ? a : undefined;
  const right = b.kind === 'float' ? b : undefined;
  if (left === undefined || right === undefined) return left ?? right;
  const order = ['float', 'double', 'long double'];
  return order.indexOf(left.name) >= order.indexOf(right.name) ? left : right;
}

export function realArithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return undefined;
  }
}

/** A decimal or hexadecimal floating constant; undefined if the text is none. */
export function parseReal(text: string, longDoubleSize: number): Real | undefined {
  const decimal = /^((?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?)([fFlL]?)$/.exec(text);
  const hexadecimal = /^0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)([fFlL]?)$/.exec(text);
  const suffix = (decimal?.[2] ?? hexadecimal?.[4])?.toLowerCase();
  if (suffix === undefined || text.length > 1000) return undefined;
  const real = decimal ? Number(decimal[1]) : hexadecimalValue(hexadecimal ?? []);
  const type: FloatType =
    suffix === 'f'
      ? { kind: 'float', name: 'float', size: 4 }
      : suffix === 'l'
        ? { kind: 'float', name: 'long double', size: longDoubleSize }
        : { kind: 'float', name: 'double', size: 8 };
  return realOf({ type, real }, type);
}

function hexadecimalValue([
  ,
  whole = '',
  fraction = '',
  exponent = '0',
]: readonly string[]): number {
  const digits = BigInt(`0x0${whole}${fraction}`);
  return Number(digits) * 2 ** (Number(exponent) - 4 * fraction.length);
}

/** Little-endian bytes; undefined for formats that only processors know. */
export function realBytes({ type, real }: Real): number[] | undefined {
  const view = new DataView(new ArrayBuffer(8));
  if (type.size === 4) view.setFloat32(0, real, true);
  else if (type.size === 8) view.setFloat64(0, real, true);
  else return undefined;
  return [...new Uint8Array(view.buffer, 0, type.size)];
}
