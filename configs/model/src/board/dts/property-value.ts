// SPDX-License-Identifier: MIT
// The value of a property in a device tree source: cells, strings, bytes and
// references, in any mixture.
import { evaluate } from './integer-expression.js';
import type { SourceText } from './source-text.js';

/** A reference becomes a number (in cells) or a path (elsewhere) when all nodes are known. */
export type PropertyPiece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'phandle'; readonly target: string }
  | { readonly kind: 'path'; readonly target: string };

export type PropertyValue = readonly PropertyPiece[];

export interface ValueRead {
  readonly value: PropertyValue;
  readonly unknown: readonly string[];
  /** Whether it was understood up to its semicolon. */
  readonly isWhole: boolean;
}

const reference = /&\{[^}]*\}|&[A-Za-z_]\w*/y;

export function readPropertyValue(source: SourceText): ValueRead {
  const value: PropertyPiece[] = [];
  const unknown: string[] = [];
  do {
    skipLabels(source);
    const isWhole = readPiece(source, value, unknown);
    if (!isWhole) return { value, unknown, isWhole };
    skipLabels(source);
  } while (source.skip(','));
  return { value, unknown, isWhole: true };
}

/** Labels may stand between any two pieces of a value; nobody refers to them. */
function skipLabels(source: SourceText): void {
  while (source.accept(/[A-Za-z_]\w*:/y) !== undefined);
}

function readPiece(source: SourceText, value: PropertyPiece[], unknown: string[]): boolean {
  const text = source.accept(/"(?:[^"\\]|\\.)*"/y);
  if (text !== undefined) {
    value.push({ kind: 'bytes', bytes: stringBytes(text.slice(1, -1)) });
    return true;
  }
  const bits = source.accept(/\/bits\/\s*\d+/y);
  const size = bits === undefined ? 4 : Number(/\d+$/.exec(bits)?.[0]) / 8;
  if (source.skip('<')) return readCells(source, size, value, unknown);
  if (source.skip('[')) {
    const digits = source.accept(/[0-9a-fA-F\s]*/y) ?? '';
    value.push({ kind: 'bytes', bytes: hexBytes(digits.replace(/\s/g, '')) });
    return source.skip(']');
  }
  const target = source.accept(reference);
  if (target === undefined) return false;
  value.push({ kind: 'path', target });
  return true;
}

function readCells(
  source: SourceText,
  size: number,
  value: PropertyPiece[],
  unknown: string[],
): boolean {
  while (!source.skip('>')) {
    skipLabels(source);
    if (source.skip('>')) return true;
    const target = source.accept(reference);
    if (target !== undefined) {
      value.push({ kind: 'phandle', target });
      continue;
    }
    const cell = readCell(source);
    const result = cell === undefined ? undefined : evaluate(cell);
    if (result === undefined || ![1, 2, 4, 8].includes(size)) return false;
    unknown.push(...result.unknown);
    value.push({ kind: 'bytes', bytes: numberBytes(result.value, size) });
  }
  return true;
}

/** A number, a name (with arguments), or anything in parentheses. */
function readCell(source: SourceText): string | undefined {
  const plain = source.accept(/0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*|'(?:[^'\\]|\\.)'/y);
  if (plain !== undefined) return plain;
  const name = source.accept(/[A-Za-z_]\w*/y) ?? '';
  let text = name;
  if (!source.skip('(')) return name === '' ? undefined : name;
  text += '(';
  for (let depth = 1; depth > 0;) {
    const piece = source.accept(/[()]|[^()<>;{}"]+|<<|>>|<=|>=|[<>]/y);
    if (piece === undefined) return undefined;
    if (piece === '(') depth++;
    else if (piece === ')') depth--;
    text += ` ${piece}`;
  }
  return text;
}

function stringBytes(text: string): Uint8Array {
  const plain = text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/g, (_all, escape: string) => {
    if (/^x./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
    return { n: '\n', t: '\t', r: '\r' }[escape] ?? escape;
  });
  const bytes = new Uint8Array(plain.length + 1);
  for (let index = 0; index < plain.length; index++) bytes[index] = plain.charCodeAt(index) & 0xff;
  return bytes;
}

function hexBytes(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/** The highest byte first. */
export function numberBytes(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) {
    bytes[size - 1 - index] = Number((value >> BigInt(8 * index)) & 0xffn);
  }
  return bytes;
}
