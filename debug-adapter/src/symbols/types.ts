// SPDX-License-Identifier: MIT
// C types from their entries, named as a C programmer writes them.
import { At, Encoding, Tag } from './dwarf-numbers.js';
import type { Attributes, Entry } from './units.js';

export type CType =
  | {
      readonly kind: 'base';
      readonly name: string;
      readonly size: number;
      readonly encoding: number;
    }
  | {
      readonly kind: 'pointer';
      readonly name: string;
      readonly size: number;
      readonly target: () => CType;
    }
  | {
      readonly kind: 'record';
      readonly name: string;
      readonly size: number;
      readonly members: () => readonly Member[];
    }
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly size: number;
      readonly count: number;
      readonly element: CType;
    }
  | {
      readonly kind: 'enumeration';
      readonly name: string;
      readonly size: number;
      readonly signed: boolean;
      readonly values: ReadonlyMap<bigint, string>;
    }
  | { readonly kind: 'opaque'; readonly name: string; readonly size: number }; // void, functions, declarations

export interface Member {
  readonly name: string;
  readonly type: CType;
  /** Bytes from the start of the record. */
  readonly offset: number;
  /** Of a bit-field: its bits, counted from the record's start. */
  readonly bits?: { readonly offset: number; readonly size: number };
}

const VOID: CType = { kind: 'opaque', name: 'void', size: 0 };
const DAMAGED: CType = { kind: 'opaque', name: '(unreadable type)', size: 0 };

/** Deeper chains of typedefs and arrays than C code has are damage. */
const DEEPEST = 64;
const LONGEST_NAME = 200;

/** The type of an entry that has one; void without. */
export function typeOf(attributes: Attributes, entry: Entry): CType {
  const type = attributes.type(entry);
  return type ? readType(attributes, type, 0) : VOID;
}

/** Types that were read, and those that are being read: a cycle without a record is damage. */
const known = new WeakMap<Entry, CType>();

function readType(attributes: Attributes, entry: Entry, depth: number): CType {
  if (depth > DEEPEST) return DAMAGED;
  const before = known.get(entry);
  if (before) return before;
  known.set(entry, DAMAGED);
  const type = readNewType(attributes, entry, depth);
  known.set(entry, type);
  return type;
}

function readNewType(attributes: Attributes, entry: Entry, depth: number): CType {
  const name = attributes.string(entry, At.name);
  const size = attributes.small(entry, At.byteSize) ?? 0;
  switch (entry.tag) {
    case Tag.baseType: {
      const encoding = attributes.small(entry, At.encoding) ?? Encoding.unsigned;
      return { kind: 'base', name: name ?? '(unnamed)', size: Math.min(size, 16), encoding };
    }
    case Tag.pointerType:
      return readPointer(attributes, entry, depth);
    case Tag.structureType:
    case Tag.unionType:
      return readRecord(attributes, entry, name);
    case Tag.arrayType:
      return readArray(attributes, entry, depth);
    case Tag.enumerationType:
      return readEnumeration(attributes, entry, name, size);
    case Tag.typedef:
      return renamed(target(attributes, entry, depth), () => name);
    case Tag.constType:
      return renamed(target(attributes, entry, depth), (of) => qualified('const', of));
    case Tag.volatileType:
      return renamed(target(attributes, entry, depth), (of) => qualified('volatile', of));
    case Tag.restrictType:
    case Tag.atomicType:
      return target(attributes, entry, depth);
    case Tag.subroutineType:
      return { kind: 'opaque', name: functionName(attributes, entry, depth), size: 0 };
    default:
      return { kind: 'opaque', name: name ?? '(unknown type)', size };
  }
}

function target(attributes: Attributes, entry: Entry, depth: number): CType {
  const type = attributes.reference(entry, At.type);
  return type ? readType(attributes, type, depth + 1) : VOID;
}

function renamed(type: CType, rename: (name: string) => string | undefined): CType {
  return { ...type, name: rename(type.name) ?? type.name };
}

/** C puts a pointer's own qualifiers behind the star. */
function qualified(word: string, name: string): string {
  return name.endsWith('*') ? `${name}${word}` : `${word} ${name}`;
}

function readPointer(attributes: Attributes, entry: Entry, depth: number): CType {
  const size = attributes.small(entry, At.byteSize) ?? entry.unit.addressSize;
  // The target's members stay unread until someone looks: types are recursive.
  const to = target(attributes, entry, depth);
  const name = to.name.includes('(') ? to.name.replace('(', '(*)(') : starred(to.name);
  return { kind: 'pointer', name, size: Math.min(size, 8), target: () => to };
}

function starred(name: string): string {
  return name.endsWith('*') ? `${name}*` : `${name} *`;
}

function functionName(attributes: Attributes, entry: Entry, depth: number): string {
  const result = target(attributes, entry, depth).name;
  const parameters = entry.children
    .filter(({ tag }) => tag === Tag.formalParameter)
    .map((parameter) => target(attributes, parameter, depth + 1).name);
  return `${result} (${parameters.join(', ') || 'void'})`.slice(0, LONGEST_NAME);
}

function readRecord(attributes: Attributes, entry: Entry, name: string | undefined): CType {
  const word = entry.tag === Tag.unionType ? 'union' : 'struct';
  const definition = attributes.flag(entry, At.declaration)
    ? findDefinition(attributes, entry, name)
    : entry;
  let members: readonly Member[] | undefined;
  return {
    kind: 'record',
    name: name === undefined ? `${word} {...}` : `${word} ${name}`,
    size: attributes.small(definition, At.byteSize) ?? 0,
    members: () => (members ??= readMembers(attributes, definition)),
  };
}

/** A declared record may be defined in another place of the same program. */
function findDefinition(attributes: Attributes, entry: Entry, name: string | undefined): Entry {
  if (name === undefined) return entry;
  for (const other of attributes.entries.values()) {
    if (
      other.tag === entry.tag &&
      !attributes.flag(other, At.declaration) &&
      attributes.string(other, At.name) === name
    )
      return other;
  }
  return entry;
}

function readMembers(attributes: Attributes, record: Entry): readonly Member[] {
  return record.children
    .filter(({ tag }) => tag === Tag.member)
    .map((entry) => {
      const type = typeOf(attributes, entry);
      const offset = attributes.small(entry, At.dataMemberLocation) ?? 0;
      const bits = bitField(attributes, entry, offset, type.size);
      const name = attributes.string(entry, At.name) ?? '(unnamed)';
      return { name, type, offset, ...(bits ? { bits } : {}) };
    });
}

/** DWARF 4 and 5 count from the record's start; before, from the storage unit's top. */
function bitField(
  attributes: Attributes,
  entry: Entry,
  offset: number,
  typeSize: number,
): { offset: number; size: number } | undefined {
  const size = attributes.small(entry, At.bitSize);
  if (size === undefined || size > 64) return undefined;
  const fromStart = attributes.small(entry, At.dataBitOffset);
  if (fromStart !== undefined) return { offset: fromStart, size };
  const fromTop = attributes.small(entry, At.bitOffset);
  if (fromTop === undefined) return { offset: offset * 8, size };
  const storage = attributes.small(entry, At.byteSize) ?? typeSize;
  return { offset: Math.max(0, offset * 8 + storage * 8 - fromTop - size), size };
}

function readArray(attributes: Attributes, entry: Entry, depth: number): CType {
  const counts = entry.children
    .filter(({ tag }) => tag === Tag.subrangeType)
    .map((range) => {
      const bound = attributes.small(range, At.upperBound);
      return attributes.small(range, At.count) ?? (bound === undefined ? 0 : bound + 1);
    });
  let type = target(attributes, entry, depth);
  // C's first dimension is the outermost array.
  for (const count of counts.slice(0, 16).reverse()) type = arrayOf(type, count);
  return type;
}

function arrayOf(element: CType, count: number): CType {
  const bracket = element.name.indexOf('[');
  const [base, inner] =
    bracket < 0
      ? [element.name, '']
      : [element.name.slice(0, bracket), element.name.slice(bracket)];
  return {
    kind: 'array',
    name: `${base}[${count}]${inner}`,
    size: element.size * count,
    count,
    element,
  };
}

function readEnumeration(
  attributes: Attributes,
  entry: Entry,
  name: string | undefined,
  size: number,
): CType {
  const values = new Map<bigint, string>();
  let isSigned = false;
  for (const child of entry.children) {
    const value = attributes.number(child, At.constValue);
    if (child.tag !== Tag.enumerator || value === undefined) continue;
    if (value < 0n) isSigned = true;
    values.set(value, attributes.string(child, At.name) ?? '(unnamed)');
  }
  const title = name === undefined ? 'enum {...}' : `enum ${name}`;
  return { kind: 'enumeration', name: title, size: Math.min(size, 8), signed: isSigned, values };
}
