// SPDX-License-Identifier: MIT
// C types. Where targets differ, target.ts tells the type.
import type { Token } from './token.js';

export interface IntegerType {
  readonly kind: 'integer';
  readonly name: string;
  readonly size: number;
  readonly signed: boolean;
  /** C11 6.3.1.1; wider types have a higher one. */
  readonly rank: number;
  readonly alignment?: number;
}

export interface FloatType {
  readonly kind: 'float';
  readonly name: string;
  readonly size: number;
  readonly alignment?: number;
}

export interface PointerType {
  readonly kind: 'pointer';
  readonly to: CType;
  /** Bytes. */
  readonly size: number;
  /** Arrays and pointers inside of each other; bounded. */
  readonly nesting: number;
  readonly alignment?: number;
}

/** The expression between the brackets of a declaration. */
export interface ArrayBound {
  readonly first: Token;
  readonly last: Token;
}

interface ArrayType {
  readonly kind: 'array';
  readonly of: CType;
  readonly nesting: number;
  /** Absent until an initialiser tells it. */
  readonly count?: number;
  /** The last member of a struct, whose elements only an object brings along. */
  readonly isFlexible?: true;
  /** The expression that gives the count. */
  readonly bound?: ArrayBound;
  readonly alignment?: number;
}

export interface Member {
  /** Absent for anonymous structs and unions, and for unnamed bit-fields. */
  readonly name?: Token;
  readonly type: CType;
  /** Bytes from the start of the record; of a bit-field, of its first byte. */
  readonly offset: number;
  readonly bits?: { readonly shift: number; readonly width: number };
  /** Declared to be no text, so that it needs no NUL. */
  readonly nonstring?: true;
}

export interface RecordType {
  readonly kind: 'record';
  readonly isUnion: boolean;
  readonly tag?: Token;
  /** Absent while only the tag is known. */
  readonly body?: RecordBody;
  readonly alignment?: number;
}

export interface RecordBody {
  readonly members: readonly Member[];
  readonly size: number;
  readonly align: number;
}

export interface OpaqueType {
  readonly kind: 'void' | 'function' | 'error';
  readonly alignment?: number;
}

export type CType = IntegerType | FloatType | PointerType | ArrayType | RecordType | OpaqueType;

function integer(name: string, size: number, signed: boolean, rank: number): IntegerType {
  return { kind: 'integer', name, size, signed, rank };
}

/** Those that are the same on every target. */
export const integers = {
  bool: integer('_Bool', 1, false, 0),
  schar: integer('signed char', 1, true, 1),
  uchar: integer('unsigned char', 1, false, 1),
  short: integer('short', 2, true, 2),
  ushort: integer('unsigned short', 2, false, 2),
  int: integer('int', 4, true, 3),
  uint: integer('unsigned int', 4, false, 3),
  llong: integer('long long', 8, true, 5),
  ullong: integer('unsigned long long', 8, false, 5),
  int128: integer('__int128', 16, true, 6),
  uint128: integer('unsigned __int128', 16, false, 6),
} as const;

/** The unsigned type of the same width and rank. */
export function unsignedOf(type: IntegerType): IntegerType {
  if (!type.signed) return type;
  return { ...type, name: `unsigned ${type.name}`, signed: false };
}

export const errorType: OpaqueType = { kind: 'error' };

export function pointerTo(to: CType, size: number): PointerType {
  return { kind: 'pointer', to, size, nesting: nestingOf(to) + 1 };
}

/** How many arrays and pointers a type is made of. */
export function nestingOf(type: CType): number {
  return type.kind === 'array' || type.kind === 'pointer' ? type.nesting : 0;
}

/** Bytes; undefined for incomplete types and functions. */
export function sizeOf(type: CType): number | undefined {
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'pointer':
      return type.size;
    case 'array': {
      const element = sizeOf(type.of);
      return type.count === undefined || element === undefined ? undefined : element * type.count;
    }
    case 'record':
      return type.body?.size;
    case 'void':
      return 1;
    case 'function':
    case 'error':
      return undefined;
  }
}

export function alignOf(type: CType): number {
  if (type.alignment !== undefined) return type.alignment;
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'pointer':
      return type.size;
    case 'array':
      return alignOf(type.of);
    case 'record':
      return type.body?.align ?? 1;
    default:
      return 1;
  }
}

/** The name behind struct or union, where it was first written. */
export function tagOf(type: CType): Token | undefined {
  if (type.kind === 'array') return tagOf(type.of);
  return type.kind === 'record' ? type.tag : undefined;
}

/** As a declaration would write it. */
export function typeText(type: CType): string {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.name;
    case 'pointer':
      return `${typeText(type.to)} *`;
    case 'array':
      return `${typeText(type.of)}[${type.count ?? ''}]`;
    case 'record':
      return `${type.isUnion ? 'union' : 'struct'} ${type.tag?.text ?? '{...}'}`;
    default:
      return type.kind;
  }
}

/** Whether two types are the same to an initialiser: records by identity of their body. */
export function isSameRecord(a: CType, b: CType): boolean {
  return a.kind === 'record' && b.kind === 'record' && a.body !== undefined && a.body === b.body;
}

/** Ways that were found before; a body is complete when it is made. */
const knownWays = new WeakMap<RecordBody, Map<string, readonly Member[]>>();

/** The members on the way to a name, through anonymous structs and unions. */
export function findMember(type: RecordType, name: string): readonly Member[] | undefined {
  const { body } = type;
  if (body === undefined) return undefined;
  const ways = knownWays.get(body) ?? new Map<string, readonly Member[]>();
  const known = ways.get(name);
  if (known !== undefined) return known;
  const way = searchMember(type, name);
  if (way !== undefined) knownWays.set(body, ways.set(name, way));
  return way;
}

function searchMember(type: RecordType, name: string): readonly Member[] | undefined {
  for (const member of type.body?.members ?? []) {
    if (member.name !== undefined) {
      if (member.name.text === name) return [member];
    } else if (member.type.kind === 'record') {
      const inner = findMember(member.type, name);
      if (inner !== undefined) return [member, ...inner];
    }
  }
  return undefined;
}

/** All fields that can be named in a record, through anonymous ones. */
export function namedMembers(type: RecordType): Member[] {
  return (type.body?.members ?? []).flatMap((member) => {
    if (member.name !== undefined) return [member];
    return member.type.kind === 'record' ? namedMembers(member.type) : [];
  });
}

/** Whether two types are the same but for alignment and unknown bounds (C11 6.2.7). */
export function isCompatible(a: CType, b: CType): boolean {
  if (a.kind === 'record' || b.kind === 'record') {
    return a === b || isSameRecord(a, b);
  }
  if (a.kind === 'pointer' && b.kind === 'pointer') return isCompatible(a.to, b.to);
  if (a.kind === 'array' && b.kind === 'array') {
    const isOpen = a.count === undefined || b.count === undefined;
    return (isOpen || a.count === b.count) && isCompatible(a.of, b.of);
  }
  const isNamed = (type: CType): type is IntegerType | FloatType => 'name' in type;
  return a.kind === b.kind && (!isNamed(a) || !isNamed(b) || a.name === b.name);
}
