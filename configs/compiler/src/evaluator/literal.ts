// SPDX-License-Identifier: MIT
// Numbers, characters and strings as they are spelled (C11 6.4.4, 6.4.5).
import type { Target } from '../target.js';
import { integers } from '../types.js';
import type { IntegerType } from '../types.js';
import { wrap } from './integers.js';
import type { Value } from './integers.js';

export interface IntegerLiteral {
  readonly value: bigint;
  readonly unsigned: boolean;
  /** 0 without a suffix, 1 for L, 2 for LL. */
  readonly longs: 0 | 1 | 2;
  readonly decimal: boolean;
}

const integer =
  /^(0[xX][\da-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)([uU]?(?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU])$/;

/** Numbers are few and come often; these have been read before. */
const known = new Map<string, IntegerLiteral | string>();
const mostKnown = 4096;

/** The number, or why it is none. */
export function parseInteger(text: string): IntegerLiteral | string {
  if (text.length > 1000) return 'it is too long';
  const earlier = known.get(text);
  if (earlier !== undefined) return earlier;
  if (known.size >= mostKnown) known.clear();
  const literal = readInteger(text);
  known.set(text, literal);
  return literal;
}

function readInteger(text: string): IntegerLiteral | string {
  const match = integer.exec(text);
  const [, digits, suffix] = match ?? [];
  if (digits === undefined || suffix === undefined) return whyNot(text);
  const isOctal = /^0[0-7]+$/.test(digits);
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  if (value >= 1n << 64n) return 'it needs more than 64 bits';
  const longs = /ll/i.test(suffix) ? 2 : /l/i.test(suffix) ? 1 : 0;
  return { value, unsigned: /u/i.test(suffix), longs, decimal: !digits.startsWith('0') };
}

function whyNot(text: string): string {
  if (/^0[xX]/.test(text)) return 'after 0x come the digits 0-9 and a-f';
  if (/^0[bB]/.test(text)) return 'after 0b come the digits 0 and 1';
  if (/^0\d/.test(text)) return 'a number that starts with 0 is octal and has the digits 0-7';
  return 'the letters behind the digits are no suffix';
}

/** The first type of the list in C11 6.4.4.1 that holds the value. */
export function literalType(
  { value, unsigned, longs, decimal }: IntegerLiteral,
  { long, ulong }: Target,
): IntegerType {
  if (longs === 0 && !unsigned && value <= 0x7fffffffn) return integers.int;
  const ladder = [
    [integers.int, integers.uint],
    [long, ulong],
    [integers.llong, integers.ullong],
  ] as const;
  for (const [signed, other] of ladder.slice(longs)) {
    if (!unsigned && fits(value, signed)) return signed;
    if ((unsigned || !decimal) && fits(value, other)) return other;
  }
  // GNU: a decimal number beyond long long is as wide as it must be.
  return unsigned || !decimal ? integers.ullong : integers.int128;
}

function fits(value: bigint, type: IntegerType): boolean {
  return wrap(value, type) === value;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

type Prefix = '' | 'u8' | 'u' | 'U' | 'L';

function prefixOf(text: string): Prefix {
  return (/^(u8|[uUL])?/.exec(text)?.[0] ?? '') as Prefix;
}

function unitType(prefix: Prefix, target: Target): IntegerType {
  switch (prefix) {
    case 'L':
      return target.wide;
    case 'U':
      return integers.uint;
    case 'u':
      return integers.ushort;
    default:
      return target.char;
  }
}

/** Code units of what stands between the quotes: bytes of UTF-8, or wider ones. */
function unitsOf(text: string, size: number): number[] {
  const quote = text.endsWith("'") ? "'" : '"';
  const content = text.slice(text.indexOf(quote) + 1, -1);
  // Nearly all text is as it is spelled.
  if (/^[ -[\]-~]*$/.test(content)) return Array.from(content, (unit) => unit.charCodeAt(0));
  const units: number[] = [];
  const pattern =
    /\\(?:x([\da-fA-F]+)|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|[^\\]/gu;
  for (const match of content.matchAll(pattern)) {
    const [whole, hex, octal, short, long, simple] = match;
    const universal = short ?? long;
    if (hex !== undefined) units.push(parseInt(hex.slice(-2 * size), 16));
    else if (octal !== undefined) units.push(parseInt(octal, 8) & (size === 1 ? 0xff : 0xffff));
    else if (universal !== undefined) units.push(...encoded(parseInt(universal, 16), size));
    else if (simple !== undefined) {
      const escape = simpleEscapes[simple];
      if (escape === undefined) units.push(...encoded(simple.codePointAt(0) ?? 0, size));
      else units.push(escape);
    } else units.push(...encoded(whole.codePointAt(0) ?? 0, size));
  }
  return units;
}

function encoded(point: number, size: number): number[] {
  if (size === 1) return utf8(point);
  if (size === 4 || point < 0x10000) return [point];
  const rest = point - 0x10000;
  return [0xd800 | (rest >> 10), 0xdc00 | (rest & 0x3ff)];
}

function utf8(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  if (point < 0x10000) {
    return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  }
  return [
    0xf0 | ((point >> 18) & 7),
    0x80 | ((point >> 12) & 0x3f),
    0x80 | ((point >> 6) & 0x3f),
    0x80 | (point & 0x3f),
  ];
}

export interface StringValue {
  /** Of one element. */
  readonly type: IntegerType;
  /** Without the NUL. */
  readonly units: readonly number[];
}

/** Adjacent literals as one; a prefix of any of them is that of all. */
export function stringValue(texts: readonly string[], target: Target): StringValue {
  const prefixes = texts.map(prefixOf);
  const prefix = prefixes.find((one) => one !== '' && one !== 'u8') ?? '';
  const type = unitType(prefix, target);
  return { type, units: texts.flatMap((text) => unitsOf(text, type.size)) };
}

/** Of several characters, the first one is the highest byte, as GCC has it. */
export function characterValue(text: string, target: Target): Value {
  const prefix = prefixOf(text);
  const unit = unitType(prefix, target);
  const units = unitsOf(text, unit.size);
  if (prefix !== '') {
    // u8'x' is an unsigned char since C23, and was an int-sized char before.
    const type = prefix === 'u8' ? integers.uchar : unit;
    return { type, value: wrap(BigInt(units.at(-1) ?? 0), type) };
  }
  if (units.length === 1) {
    return { type: integers.int, value: wrap(BigInt(units[0] ?? 0), target.char) };
  }
  const value = units.reduce((sum, byte) => ((sum << 8n) | BigInt(byte)) & 0xffffffffn, 0n);
  return { type: integers.int, value: wrap(value, integers.int) };
}
