// SPDX-License-Identifier: MIT
// The tree of debugging information entries of every unit (DWARF 5, 7.5):
// headers, abbreviations, and the look-ups that need a unit's bases.
import { ByteReader, stringAt } from './byte-reader.js';
import { At, Tag, UnitType } from './dwarf-numbers.js';
import type { DwarfSections } from './dwarf-sections.js';
import { readForm, type FormValue, type UnitEncoding } from './forms.js';

export interface Entry {
  /** Into .debug_info: what references name. */
  readonly offset: number;
  readonly tag: number;
  readonly unit: Unit;
  readonly parent?: Entry;
  readonly attributes: ReadonlyMap<number, FormValue>;
  readonly children: Entry[];
}

export interface Unit extends UnitEncoding {
  readonly root: Entry;
}

export interface Units {
  readonly units: readonly Unit[];
  /** All entries by their offset, for references. */
  readonly entries: ReadonlyMap<number, Entry>;
  readonly problems: readonly string[];
}

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly {
    readonly at: number;
    readonly form: number;
    readonly implicit: bigint;
  }[];
}

type Abbreviations = ReadonlyMap<number, Abbreviation>;

/** No compiler comes near; what does is damage, and would cost memory without end. */
const MOST_ATTRIBUTES = 256;
const MOST_ENTRIES = 4_000_000;

const IMPLICIT_CONST_FORM = 0x21;

export function readUnits(sections: DwarfSections): Units {
  const units: Unit[] = [];
  const entries = new Map<number, Entry>();
  const problems: string[] = [];
  const tables = new Map<number, Abbreviations>();
  const reader = new ByteReader(sections.info);
  while (reader.more && entries.size < MOST_ENTRIES) {
    const header = readHeader(reader);
    if (!header) {
      problems.push(`.debug_info: the unit header at ${hex(reader.position)} cannot be read.`);
      break;
    }
    let table = tables.get(header.abbreviations);
    if (!table) {
      table = readAbbreviations(sections.abbrev, header.abbreviations);
      tables.set(header.abbreviations, table);
    }
    const unit = readTree(header, table, sections, entries);
    if (unit) units.push(unit);
    else problems.push(`.debug_info: the unit at ${hex(header.encoding.offset)} is damaged.`);
  }
  return { units, entries, problems };
}

interface UnitHeader {
  readonly encoding: UnitEncoding;
  readonly abbreviations: number;
  readonly body: ByteReader;
}

function readHeader(reader: ByteReader): UnitHeader | undefined {
  const offset = reader.position;
  let length = BigInt(reader.u32());
  const wide = length === 0xffffffffn;
  if (wide) length = reader.u64();
  if (length > BigInt(reader.end)) return undefined;
  const body = reader.sub(Number(length));
  const version = body.u16();
  if (version < 2 || version > 5) return body.failed ? undefined : emptyUnit(offset, body);
  if (version < 5) {
    const abbreviations = body.offset(wide);
    const addressSize = body.u8();
    return { encoding: { version, addressSize, wide, offset }, abbreviations, body };
  }
  const type = body.u8();
  const addressSize = body.u8();
  const abbreviations = body.offset(wide);
  if (type === UnitType.skeleton || type === UnitType.splitCompile) body.skip(8);
  if (type === UnitType.type || type === UnitType.splitType) body.skip(8 + (wide ? 8 : 4));
  if (body.failed) return undefined;
  return { encoding: { version, addressSize, wide, offset }, abbreviations, body };
}

/** A unit of a version that we do not know: skipped as a whole. */
function emptyUnit(offset: number, body: ByteReader): UnitHeader {
  body.fail();
  return { encoding: { version: 0, addressSize: 8, wide: false, offset }, abbreviations: -1, body };
}

function readAbbreviations(bytes: Uint8Array, offset: number): Abbreviations {
  const table = new Map<number, Abbreviation>();
  const reader = new ByteReader(bytes, offset);
  while (reader.more) {
    const code = reader.count();
    if (code === 0) break;
    const tag = reader.count();
    const hasChildren = reader.u8() !== 0;
    const attributes: { at: number; form: number; implicit: bigint }[] = [];
    for (;;) {
      const at = reader.count();
      const form = reader.count();
      const implicit = form === IMPLICIT_CONST_FORM ? reader.sleb() : 0n;
      if (at === 0 && form === 0) break;
      if (attributes.length < MOST_ATTRIBUTES) attributes.push({ at, form, implicit });
    }
    if (!reader.failed) table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}

function readTree(
  header: UnitHeader,
  abbreviations: Abbreviations,
  sections: DwarfSections,
  entries: Map<number, Entry>,
): Unit | undefined {
  const { body, encoding } = header;
  let unit: Unit | undefined;
  // The entry whose children are being read; no recursion, depth is hostile.
  let open: Entry | undefined;
  while (body.more && entries.size < MOST_ENTRIES) {
    const offset = body.position;
    const code = body.count();
    if (code === 0) {
      open = open?.parent;
      if (!open) break;
      continue;
    }
    const abbreviation = abbreviations.get(code);
    if (!abbreviation) break;
    const attributes = new Map<number, FormValue>();
    for (const { at, form, implicit } of abbreviation.attributes)
      attributes.set(at, readForm(body, form, implicit, encoding, sections));
    if (body.failed) break;
    const entry = {
      offset,
      tag: abbreviation.tag,
      parent: open,
      attributes,
      children: [],
    } as Mutable<Omit<Entry, 'unit'>>;
    // The first entry is the unit's root, and both name each other.
    unit ??= { ...encoding, root: entry as Entry };
    const complete = Object.assign(entry, { unit }) as Entry;
    entries.set(offset, complete);
    open?.children.push(complete);
    if (abbreviation.hasChildren) open = complete;
    else if (!open) break;
  }
  return unit;
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Answers what an attribute says, through a unit's side tables. */
export class Attributes {
  constructor(
    readonly sections: DwarfSections,
    readonly entries: ReadonlyMap<number, Entry>,
  ) {}

  number(entry: Entry, at: number): bigint | undefined {
    const value = entry.attributes.get(at);
    if (value?.kind === 'number') return value.value;
    return value?.kind === 'offset' ? BigInt(value.value) : undefined;
  }

  /** A number small enough to index, count or measure with. */
  small(entry: Entry, at: number): number | undefined {
    const value = this.number(entry, at);
    return value !== undefined && value >= 0n && value <= 0xffffffffn ? Number(value) : undefined;
  }

  flag(entry: Entry, at: number): boolean {
    return (this.number(entry, at) ?? 0n) !== 0n;
  }

  string(entry: Entry, at: number): string | undefined {
    const value = entry.attributes.get(at);
    if (value?.kind === 'string') return value.value;
    if (value?.kind !== 'string-index') return undefined;
    const width = entry.unit.wide ? 8 : 4;
    const base = this.small(entry.unit.root, At.strOffsetsBase) ?? width * 2;
    const reader = new ByteReader(this.sections.strOffsets, base + value.index * width);
    return stringAt(this.sections.str, reader.offset(entry.unit.wide));
  }

  address(entry: Entry, at: number): bigint | undefined {
    const value = entry.attributes.get(at);
    if (value?.kind === 'address') return value.value;
    return value?.kind === 'address-index'
      ? this.indexedAddress(entry.unit, value.index)
      : undefined;
  }

  /** The n-th address of the unit's part of .debug_addr. */
  indexedAddress(unit: Unit, index: number): bigint | undefined {
    const base = this.small(unit.root, At.addrBase) ?? 8;
    const reader = new ByteReader(this.sections.addr, base + index * unit.addressSize);
    const address = reader.unsigned(unit.addressSize);
    return reader.failed ? undefined : address;
  }

  reference(entry: Entry, at: number): Entry | undefined {
    const value = entry.attributes.get(at);
    return value?.kind === 'reference' ? this.entries.get(value.offset) : undefined;
  }

  /**
   * The entry itself, then those whose attributes it inherits: the abstract
   * instance of an inlined function, the declaration of a definition.
   */
  *origins(entry: Entry): Generator<Entry> {
    let next: Entry | undefined = entry;
    for (let depth = 0; next && depth < 8; depth++) {
      yield next;
      next = this.reference(next, At.abstractOrigin) ?? this.reference(next, At.specification);
    }
  }

  name(entry: Entry): string | undefined {
    for (const origin of this.origins(entry)) {
      const name = this.string(origin, At.name);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  type(entry: Entry): Entry | undefined {
    for (const origin of this.origins(entry)) {
      const type = this.reference(origin, At.type);
      if (type) return type;
    }
    return undefined;
  }
}

export function isCompileUnit(unit: Unit): boolean {
  return unit.root.tag === Tag.compileUnit;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
