// SPDX-License-Identifier: MIT
// JSON as people write it: with comments and commas too many, and with the
// place of every value, so that a wrong one can be underlined.

/** Offsets into the text, in UTF-16 units; the end does not belong to it. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  readonly name: string;
  readonly nameAt: TextSpan;
  readonly value: JsonValue;
}

export type JsonValue = { readonly at: TextSpan } & (
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly is: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly elements: readonly JsonValue[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
);

export interface JsonMistake {
  readonly at: TextSpan;
  readonly message: string;
}

export interface JsonRead {
  /** What could be read; absent: nothing. */
  readonly value?: JsonValue;
  readonly mistakes: readonly JsonMistake[];
}

/** Nobody writes deeper; more would only use up the stack. */
const deepest = 32;

/** One value; behind the first mistake nothing more is read, and what was read before stays. */
export function readJson(text: string): JsonRead {
  const reader: Reader = { text, position: 0, mistakes: [] };
  const value = readValue(reader, 0);
  skipBlank(reader);
  if (value !== undefined && reader.mistakes.length === 0 && reader.position < text.length) {
    mistake(reader, 'Nothing may follow the closing brace.');
  }
  return { ...(value && { value }), mistakes: reader.mistakes };
}

interface Reader {
  readonly text: string;
  position: number;
  readonly mistakes: JsonMistake[];
}

function mistake(reader: Reader, message: string): void {
  const start = Math.min(reader.position, reader.text.length);
  if (reader.mistakes.length === 0) {
    reader.mistakes.push({ at: { start, end: Math.min(start + 1, reader.text.length) }, message });
  }
}

/** White space and comments mean nothing. */
function skipBlank(reader: Reader): void {
  const blank = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
  blank.lastIndex = reader.position;
  reader.position += blank.exec(reader.text)?.[0].length ?? 0;
}

function readValue(reader: Reader, depth: number): JsonValue | undefined {
  skipBlank(reader);
  const start = reader.position;
  const next = reader.text[start];
  if (next === undefined) {
    mistake(reader, 'A value is missing here.');
    return;
  }
  if (depth > deepest) {
    mistake(reader, 'This is nested too deeply.');
    return;
  }
  if (next === '{') return readObject(reader, depth);
  if (next === '[') return readArray(reader, depth);
  if (next === '"') {
    const text = readString(reader);
    if (text === undefined) return undefined;
    return { kind: 'string', text, at: { start, end: reader.position } };
  }
  return readWord(reader);
}

function readWord(reader: Reader): JsonValue | undefined {
  const start = reader.position;
  const word = /^[-+.\w]+/.exec(reader.text.slice(start, start + 64))?.[0] ?? '';
  const at = { start, end: start + word.length };
  const is = word === 'true';
  if (is || word === 'false') {
    reader.position = at.end;
    return { kind: 'boolean', is, at };
  }
  if (word === 'null') {
    reader.position = at.end;
    return { kind: 'null', at };
  }
  if (/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(word)) {
    reader.position = at.end;
    return { kind: 'number', number: Number(word), at };
  }
  mistake(reader, 'A value is expected here; text goes in double quotes.');
}

function readString(reader: Reader): string | undefined {
  const quoted = /"(?:[^"\\\n]|\\.)*"/y;
  quoted.lastIndex = reader.position;
  const found = quoted.exec(reader.text)?.[0];
  if (found === undefined) {
    mistake(reader, 'This text has no closing quote.');
    return;
  }
  try {
    const value = JSON.parse(found) as unknown;
    reader.position += found.length;
    return String(value);
  } catch {
    mistake(reader, 'This text has an escape that JSON does not know.');
    return;
  }
}

function readArray(reader: Reader, depth: number): JsonValue {
  const start = reader.position++;
  const elements: JsonValue[] = [];
  while (!atClosing(reader, ']')) {
    const element = readValue(reader, depth + 1);
    if (element !== undefined) elements.push(element);
    if (reader.mistakes.length > 0 || !atComma(reader, ']')) break;
  }
  return { kind: 'array', elements, at: { start, end: reader.position } };
}

function readObject(reader: Reader, depth: number): JsonValue {
  const start = reader.position++;
  const members: JsonMember[] = [];
  while (!atClosing(reader, '}')) {
    const member = readMember(reader, depth);
    if (member !== undefined) members.push(member);
    if (reader.mistakes.length > 0 || !atComma(reader, '}')) break;
  }
  return { kind: 'object', members, at: { start, end: reader.position } };
}

function readMember(reader: Reader, depth: number): JsonMember | undefined {
  const start = reader.position;
  if (reader.text[start] !== '"') {
    mistake(reader, 'A name in double quotes is expected.');
    return;
  }
  const name = readString(reader);
  if (name === undefined) return undefined;
  const nameAt = { start, end: reader.position };
  skipBlank(reader);
  if (reader.text[reader.position] !== ':') {
    mistake(reader, 'A colon is missing here.');
    return;
  }
  reader.position++;
  const value = readValue(reader, depth + 1);
  return value && { name, nameAt, value };
}

/** Whether the array or object ends here, and then steps over its end. */
function atClosing(reader: Reader, closing: string): boolean {
  skipBlank(reader);
  if (reader.text[reader.position] === closing) {
    reader.position++;
    return true;
  }
  if (reader.position < reader.text.length) return false;
  mistake(reader, `The closing ${closing} is missing.`);
  return true;
}

/** Whether another element may follow. */
function atComma(reader: Reader, closing: string): boolean {
  skipBlank(reader);
  const next = reader.text[reader.position];
  if (next === ',' || next === closing) {
    if (next === ',') reader.position++;
    return true;
  }
  mistake(reader, `A comma or the closing ${closing} is missing here.`);
  return false;
}
