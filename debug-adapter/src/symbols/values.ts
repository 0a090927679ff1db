// SPDX-License-Identifier: MIT
// Shows values of C types: one line of text each, and what is inside of them.
import { ByteReader } from './byte-reader.js';
import { Encoding } from './dwarf-numbers.js';
import type { CType, Member } from './types.js';

/** Where a value's bytes are, or why they are nowhere. */
export type Place =
  | { readonly kind: 'memory'; readonly address: bigint }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unavailable'; readonly why: string };

export interface Value {
  readonly type: CType;
  readonly place: Place;
  readonly bits?: { readonly offset: number; readonly size: number };
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

export interface ValueFormat {
  readonly memory: (address: bigint, length: number) => Promise<Uint8Array | undefined>;
  readonly hexadecimal: boolean;
}

const MOST_IN_PREVIEW = 8;
const LONGEST_TEXT = 128;
const MOST_CHILDREN = 1000;

export async function renderValue(value: Value, format: ValueFormat): Promise<string> {
  return await render(value, format, 0);
}

/** Which of the children are wanted; without a count, as many as are shown at once. */
export interface Page {
  readonly start?: number;
  readonly count?: number;
}

/** The page that holds one child. */
export function pageOf(name: string): Page {
  const index = /^\[(\d+)\]$/.exec(name)?.[1];
  return index === undefined ? {} : { start: Number(index), count: 1 };
}

/** Members, elements of an array's page, or what a pointer points to. */
export async function childrenOf(
  value: Value,
  format: ValueFormat,
  { start = 0, count }: Page = {},
): Promise<readonly NamedValue[]> {
  const { type } = value;
  if (type.kind === 'record') return type.members().map((member) => memberValue(value, member));
  if (type.kind === 'array') {
    const wanted = Math.min(count ?? MOST_CHILDREN, MOST_CHILDREN, type.count - start);
    return elements(value, type.element, start, wanted);
  }
  if (type.kind !== 'pointer') return [];
  const pointee = await dereference(value, format);
  if (!pointee) return [];
  if (pointee.type.kind === 'record') return await childrenOf(pointee, format);
  return [{ name: '*', value: pointee }];
}

export function hasChildren({ type, place }: Value): boolean {
  if (place.kind === 'unavailable') return false;
  if (type.kind === 'pointer') return type.target().size > 0;
  return type.kind === 'record' || (type.kind === 'array' && type.count > 0);
}

/** What a pointer points to; absent for other types and for pointers to nothing. */
export async function dereference(value: Value, format: ValueFormat): Promise<Value | undefined> {
  if (value.type.kind !== 'pointer') return undefined;
  const address = await numberOf(value, format);
  const target = value.type.target();
  if (address === undefined || address === 0n || target.size === 0) return undefined;
  return { type: target, place: { kind: 'memory', address } };
}

export function elementOf(value: Value, element: CType, index: number): Value {
  return { type: element, place: within(value.place, index * element.size, element.size) };
}

export function memberValue(value: Value, member: Member): NamedValue {
  if (!member.bits) {
    const place = within(value.place, member.offset, member.type.size);
    return { name: member.name, value: { type: member.type, place } };
  }
  const { offset, size } = member.bits;
  const first = Math.floor(offset / 8);
  const length = Math.ceil((offset % 8) / 8 + size / 8 + 1);
  const place = within(value.place, first, Math.min(length, 9));
  return {
    name: member.name,
    value: { type: member.type, place, bits: { offset: offset % 8, size } },
  };
}

/** The bits of a scalar as a number, signed if its type is. */
export async function numberOf(value: Value, format: ValueFormat): Promise<bigint | undefined> {
  const { type, bits } = value;
  const size = bits ? Math.ceil((bits.offset + bits.size) / 8) : type.size;
  const bytes = size > 0 && size <= 16 ? await bytesOf(value.place, size, format) : undefined;
  if (!bytes) return undefined;
  let number = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let width = size * 8;
  if (bits) {
    number = BigInt.asUintN(bits.size, number >> BigInt(bits.offset));
    width = bits.size;
  }
  return isSigned(type) ? BigInt.asIntN(width, number) : number;
}

async function render(value: Value, format: ValueFormat, depth: number): Promise<string> {
  const { type, place } = value;
  if (place.kind === 'unavailable') return `<${place.why}>`;
  if (type.kind === 'opaque') return `<${type.name}>`;
  if (type.kind === 'record') return await renderRecord(value, format, depth);
  if (type.kind === 'array') return await renderArray(value, type, format, depth);
  const number = await numberOf(value, format);
  if (number === undefined) return unreadable(place);
  if (type.kind === 'pointer') return await renderPointer(number, type.target(), format);
  if (type.kind === 'enumeration') {
    const name = type.values.get(number);
    return name === undefined ? number.toString() : `${name} (${number.toString()})`;
  }
  return renderBase(number, type, format);
}

function renderBase(
  number: bigint,
  type: Extract<CType, { kind: 'base' }>,
  { hexadecimal }: ValueFormat,
): string {
  if (type.encoding === Encoding.boolean) return number === 0n ? 'false' : 'true';
  if (type.encoding === Encoding.float) return renderFloat(number, type.size);
  const bits = BigInt.asUintN(type.size * 8, number);
  const text = hexadecimal ? `0x${bits.toString(16)}` : number.toString();
  const isCharacter =
    type.encoding === Encoding.signedChar || type.encoding === Encoding.unsignedChar;
  return isCharacter && bits >= 0x20n && bits < 0x7fn
    ? `${text} '${String.fromCharCode(Number(bits))}'`
    : text;
}

function renderFloat(number: bigint, size: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, number), true);
  if (size === 4) return String(view.getFloat32(0, true));
  return size === 8 ? String(view.getFloat64(0, true)) : `<${size * 8}-bit floating point>`;
}

async function renderPointer(address: bigint, to: CType, format: ValueFormat): Promise<string> {
  const text = `0x${address.toString(16).padStart(16, '0')}`;
  if (!isCharacter(to) || address === 0n) return text;
  const string = await readString(address, format);
  return string === undefined ? text : `${text} ${quoted(string)}`;
}

async function renderRecord(value: Value, format: ValueFormat, depth: number): Promise<string> {
  const members = await childrenOf(value, format);
  if (depth > 0) return '{...}';
  const shown: string[] = [];
  for (const { name, value: member } of members.slice(0, MOST_IN_PREVIEW))
    shown.push(`${name} = ${await render(member, format, depth + 1)}`);
  if (members.length > shown.length) shown.push('...');
  return `{${shown.join(', ')}}`;
}

async function renderArray(
  value: Value,
  type: Extract<CType, { kind: 'array' }>,
  format: ValueFormat,
  depth: number,
): Promise<string> {
  if (isCharacter(type.element)) {
    const bytes = await bytesOf(value.place, Math.min(type.count, LONGEST_TEXT), format);
    if (!bytes) return unreadable(value.place);
    const end = bytes.indexOf(0);
    return quoted(end < 0 ? bytes : bytes.subarray(0, end));
  }
  if (depth > 0) return '{...}';
  const shown: string[] = [];
  const preview = Math.min(type.count, MOST_IN_PREVIEW);
  for (const { value: element } of elements(value, type.element, 0, preview))
    shown.push(await render(element, format, depth + 1));
  if (type.count > shown.length) shown.push('...');
  return `{${shown.join(', ')}}`;
}

function elements(value: Value, element: CType, start: number, count: number): NamedValue[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    name: `[${start + index}]`,
    value: elementOf(value, element, start + index),
  }));
}

function within(place: Place, offset: number, size: number): Place {
  if (place.kind === 'memory') return { kind: 'memory', address: place.address + BigInt(offset) };
  if (place.kind === 'bytes')
    return { kind: 'bytes', bytes: place.bytes.subarray(offset, offset + size) };
  return place;
}

async function bytesOf(
  place: Place,
  size: number,
  format: ValueFormat,
): Promise<Uint8Array | undefined> {
  if (place.kind === 'memory') {
    const bytes = await format.memory(BigInt.asUintN(64, place.address), size);
    return bytes?.length === size ? bytes : undefined;
  }
  return place.kind === 'bytes' && place.bytes.length >= size
    ? place.bytes.subarray(0, size)
    : undefined;
}

async function readString(address: bigint, format: ValueFormat): Promise<Uint8Array | undefined> {
  // Memory may end behind the string: shorter reads reach as far as they can.
  for (let length = LONGEST_TEXT; length >= 1; length = Math.floor(length / 2)) {
    const bytes = await format.memory(address, length);
    const end = bytes?.indexOf(0) ?? -1;
    if (bytes) return end < 0 ? bytes : new ByteReader(bytes).block(end);
  }
  return undefined;
}

function quoted(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0x0a) text += '\\n';
    else if (byte === 0x0d) text += '\\r';
    else if (byte === 0x09) text += '\\t';
    else if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `"${text}"`;
}

function unreadable(place: Place): string {
  return place.kind === 'memory'
    ? `<memory at 0x${place.address.toString(16)} cannot be read>`
    : '<not enough bytes>';
}

function isSigned(type: CType): boolean {
  if (type.kind === 'enumeration') return type.signed;
  return (
    type.kind === 'base' &&
    (type.encoding === Encoding.signed || type.encoding === Encoding.signedChar)
  );
}

function isCharacter(type: CType): boolean {
  return (
    type.kind === 'base' &&
    type.size === 1 &&
    (type.encoding === Encoding.signedChar || type.encoding === Encoding.unsignedChar)
  );
}
