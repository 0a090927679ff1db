// SPDX-License-Identifier: MIT
// The addresses that an entry covers: low_pc/high_pc, .debug_rnglists (DWARF 5,
// 2.17.3) or .debug_ranges (DWARF 4).
import { ByteReader } from './byte-reader.js';
import { At } from './dwarf-numbers.js';
import type { Attributes, Entry, Unit } from './units.js';

export interface AddressRange {
  readonly start: bigint;
  /** First address behind the range. */
  readonly end: bigint;
}

export function rangesOf(attributes: Attributes, entry: Entry): readonly AddressRange[] {
  const low = attributes.address(entry, At.lowPc);
  const high = entry.attributes.get(At.highPc);
  if (low !== undefined && high) {
    const end = high.kind === 'number' ? low + high.value : attributes.address(entry, At.highPc);
    return end !== undefined && end > low ? [{ start: low, end }] : [];
  }
  const ranges = entry.attributes.get(At.ranges);
  if (!ranges) return [];
  const { unit } = entry;
  const base = attributes.address(unit.root, At.lowPc) ?? 0n;
  if (unit.version < 5) {
    return ranges.kind === 'offset' ? rangesOfVersion4(attributes, unit, ranges.value, base) : [];
  }
  const offset =
    ranges.kind === 'list-index'
      ? listOffset(
          attributes.sections.rnglists,
          attributes.small(unit.root, At.rnglistsBase),
          unit,
          ranges.index,
        )
      : ranges.kind === 'offset'
        ? ranges.value
        : undefined;
  return offset === undefined ? [] : rangesOfVersion5(attributes, unit, offset, base);
}

export function contains(ranges: readonly AddressRange[], address: bigint): boolean {
  return ranges.some(({ start, end }) => address >= start && address < end);
}

/** Where the n-th list of a unit's range or location lists starts in its section. */
export function listOffset(
  section: Uint8Array,
  base: number | undefined,
  unit: Unit,
  index: number,
): number | undefined {
  const width = unit.wide ? 8 : 4;
  const table = base ?? (unit.wide ? 20 : 12);
  const reader = new ByteReader(section, table + index * width);
  const offset = table + reader.offset(unit.wide);
  return reader.failed ? undefined : offset;
}

function rangesOfVersion4(
  attributes: Attributes,
  unit: Unit,
  offset: number,
  unitBase: bigint,
): AddressRange[] {
  const reader = new ByteReader(attributes.sections.ranges, offset);
  const newBase = (1n << BigInt(unit.addressSize * 8)) - 1n;
  const ranges: AddressRange[] = [];
  let base = unitBase;
  while (reader.more) {
    const start = reader.unsigned(unit.addressSize);
    const end = reader.unsigned(unit.addressSize);
    if (reader.failed || (start === 0n && end === 0n)) break;
    if (start === newBase) base = end;
    else push(ranges, base + start, base + end);
  }
  return ranges;
}

const EndOfList = 0x00;
const BaseIndex = 0x01;
const StartIndexEndIndex = 0x02;
const StartIndexLength = 0x03;
const OffsetPair = 0x04;
const BaseAddress = 0x05;
const StartEnd = 0x06;
const StartLength = 0x07;

function rangesOfVersion5(
  attributes: Attributes,
  unit: Unit,
  offset: number,
  unitBase: bigint,
): AddressRange[] {
  const reader = new ByteReader(attributes.sections.rnglists, offset);
  const address = (): bigint => reader.unsigned(unit.addressSize);
  const indexed = (): bigint => attributes.indexedAddress(unit, reader.count()) ?? 0n;
  const ranges: AddressRange[] = [];
  let base = unitBase;
  while (reader.more) {
    const kind = reader.u8();
    if (kind === EndOfList || kind > StartLength) break;
    if (kind === BaseIndex) base = indexed();
    else if (kind === BaseAddress) base = address();
    else if (kind === OffsetPair) push(ranges, base + reader.uleb(), base + reader.uleb());
    else if (kind === StartEnd) push(ranges, address(), address());
    else if (kind === StartIndexEndIndex) push(ranges, indexed(), indexed());
    else {
      const start = kind === StartIndexLength ? indexed() : address();
      push(ranges, start, start + reader.uleb());
    }
  }
  return ranges;
}

function push(ranges: AddressRange[], start: bigint, end: bigint): void {
  if (end > start) ranges.push({ start, end });
}
