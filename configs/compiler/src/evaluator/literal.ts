// SPDX-License-Identifier: MIT
// Numbers, characters and strings as they are spelled (C11 6.4.4, 6.4.5).

export interface IntegerLiteral {
  readonly value: bigint;
  readonly unsigned: boolean;
  /** 0 without a suffix, 1 for L, 2 for LL. */
  readonly longs: 0 | 1 | 2;
  readonly decimal: boolean;
}

const integer =
  /^(0[xX][\da-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)([uU]?(?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU])$/;

/** The number, or why it is none. */
export function parseInteger(text: string): IntegerLiteral | string {
  if (text.length > 1000) return 'it is too long';
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
  if (/^[\d.]+(e[+-]?\d+)?[fFlL]?$/i.test(text))
    return 'fractions have no place in a configuration';
  return 'the letters behind the digits are no suffix';
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

/** The bytes of a string or character constant without its quotes' NUL; UTF-8. */
export function literalBytes(text: string): number[] {
  const quote = text.endsWith("'") ? "'" : '"';
  const content = text.slice(text.indexOf(quote) + 1, -1);
  const bytes: number[] = [];
  const pattern =
    /\\(?:x([\da-fA-F]+)|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|[^\\]/gu;
  for (const match of content.matchAll(pattern)) {
    const [whole, hex, octal, short, long, simple] = match;
    const universal = short ?? long;
    if (hex !== undefined) bytes.push(parseInt(hex.slice(-2), 16));
    else if (octal !== undefined) bytes.push(parseInt(octal, 8) & 0xff);
    else if (universal !== undefined) bytes.push(...utf8(parseInt(universal, 16)));
    else if (simple !== undefined) {
      const escape = simpleEscapes[simple];
      if (escape === undefined) bytes.push(...utf8(simple.codePointAt(0) ?? 0));
      else bytes.push(escape);
    } else bytes.push(...utf8(whole.codePointAt(0) ?? 0));
  }
  return bytes;
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

/** The value of a character constant; several characters follow GCC, the first one highest. */
export function characterValue(text: string): bigint {
  const bytes = literalBytes(text);
  const value = bytes.reduce((sum, byte) => ((sum << 8n) | BigInt(byte)) & 0xffffffffn, 0n);
  return BigInt.asIntN(32, value);
}
