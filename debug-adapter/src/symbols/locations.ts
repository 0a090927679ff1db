// SPDX-License-Identifier: MIT
// Which expression says where a variable is at an address: the one that always
// holds, or one of a location list (DWARF 5, 2.6.2; .debug_loc before it).
import { listOffset } from './address-ranges.js';
import { ByteReader } from './byte-reader.js';
import { At } from './dwarf-numbers.js';
import type { Attributes, Entry, Unit } from './units.js';

/** The expression's bytes; absent when the variable is nowhere at this address. */
export function locationExpression(
  attributes: Attributes,
  entry: Entry,
  pc: bigint,
): Uint8Array | undefined {
  const value = entry.attributes.get(At.location);
  if (!value) return undefined;
  const { unit } = entry;
  if (value.kind === 'block') return value.bytes;
  // Before DWARF 4, data4 and data8 were section offsets as well.
  const offset =
    value.kind === 'list-index'
      ? listOffset(
          attributes.sections.loclists,
          attributes.small(unit.root, At.loclistsBase),
          unit,
          value.index,
        )
      : value.kind === 'offset' || value.kind === 'number'
        ? Number(value.value)
        : undefined;
  if (offset === undefined) return undefined;
  const base = attributes.address(unit.root, At.lowPc) ?? 0n;
  return unit.version >= 5
    ? fromLocationLists(attributes, unit, { offset, base, pc })
    : fromLocations(attributes, unit, { offset, base, pc });
}

interface Query {
  readonly offset: number;
  readonly base: bigint;
  readonly pc: bigint;
}

function fromLocations(
  attributes: Attributes,
  unit: Unit,
  { offset, base: unitBase, pc }: Query,
): Uint8Array | undefined {
  const reader = new ByteReader(attributes.sections.loc, offset);
  const newBase = (1n << BigInt(unit.addressSize * 8)) - 1n;
  let base = unitBase;
  while (reader.more) {
    const start = reader.unsigned(unit.addressSize);
    const end = reader.unsigned(unit.addressSize);
    if (start === 0n && end === 0n) break;
    if (start === newBase) {
      base = end;
      continue;
    }
    const expression = reader.block(reader.u16());
    if (!reader.failed && pc >= base + start && pc < base + end) return expression;
  }
  return undefined;
}

const EndOfList = 0x00;
const BaseIndex = 0x01;
const StartIndexEndIndex = 0x02;
const StartIndexLength = 0x03;
const OffsetPair = 0x04;
const DefaultLocation = 0x05;
const BaseAddress = 0x06;
const StartEnd = 0x07;
const StartLength = 0x08;

function fromLocationLists(
  attributes: Attributes,
  unit: Unit,
  { offset, base: unitBase, pc }: Query,
): Uint8Array | undefined {
  const reader = new ByteReader(attributes.sections.loclists, offset);
  const address = (): bigint => reader.unsigned(unit.addressSize);
  const indexed = (): bigint => attributes.indexedAddress(unit, reader.count()) ?? 0n;
  let base = unitBase;
  let otherwise: Uint8Array | undefined;
  while (reader.more) {
    const kind = reader.u8();
    if (kind === EndOfList || kind > StartLength) break;
    if (kind === BaseIndex) base = indexed();
    else if (kind === BaseAddress) base = address();
    else if (kind === DefaultLocation) otherwise = reader.block(reader.count());
    else {
      const byIndex = kind === StartIndexEndIndex || kind === StartIndexLength;
      const start = kind === OffsetPair ? base + reader.uleb() : byIndex ? indexed() : address();
      const end =
        kind === OffsetPair
          ? base + reader.uleb()
          : kind === StartIndexEndIndex
            ? indexed()
            : kind === StartEnd
              ? address()
              : start + reader.uleb();
      const expression = reader.block(reader.count());
      if (!reader.failed && pc >= start && pc < end) return expression;
    }
  }
  return otherwise;
}
