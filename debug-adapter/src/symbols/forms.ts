// SPDX-License-Identifier: MIT
// Attribute values as DWARF's forms encode them (DWARF 5, 7.5.6). Indexes into
// side tables stay indexes: their base is known only when the unit is read.
import type { ByteReader } from './byte-reader.js';
import { stringAt } from './byte-reader.js';
import { Form } from './dwarf-numbers.js';
import type { DwarfSections } from './dwarf-sections.js';

export type FormValue =
  | { readonly kind: 'number'; readonly value: bigint; readonly bytes?: number }
  | { readonly kind: 'offset'; readonly value: number } // into the section that the attribute names
  | { readonly kind: 'address'; readonly value: bigint }
  | { readonly kind: 'address-index'; readonly index: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'string-index'; readonly index: number }
  | { readonly kind: 'list-index'; readonly index: number }
  | { readonly kind: 'reference'; readonly offset: number } // into .debug_info
  | { readonly kind: 'block'; readonly bytes: Uint8Array }
  | { readonly kind: 'elsewhere' }; // in a file that we do not have

/** How a unit encodes its values. */
export interface UnitEncoding {
  readonly version: number;
  readonly addressSize: number;
  /** The 64-bit DWARF format: section offsets have 8 bytes. */
  readonly wide: boolean;
  /** Where the unit starts in .debug_info. */
  readonly offset: number;
}

type FormReader = (reader: ByteReader, unit: UnitEncoding, sections: DwarfSections) => FormValue;

/** Reads one value; a form that is unknown makes the reader fail. */
export function readForm(
  reader: ByteReader,
  form: number,
  implicit: bigint,
  unit: UnitEncoding,
  sections: DwarfSections,
): FormValue {
  if (form === Form.implicitConst) return { kind: 'number', value: implicit };
  if (form === Form.indirect) {
    const actual = reader.count();
    if (actual !== Form.indirect && actual !== Form.implicitConst)
      return readForm(reader, actual, 0n, unit, sections);
  }
  const read = formReaders.get(form);
  if (!read) {
    reader.fail();
    return { kind: 'elsewhere' };
  }
  return read(reader, unit, sections);
}

const number =
  (bytes: number): FormReader =>
  (reader) => ({ kind: 'number', value: reader.unsigned(bytes), bytes });

const reference =
  (bytes: number): FormReader =>
  (reader, unit) => ({
    kind: 'reference',
    offset: unit.offset + Number(reader.unsigned(bytes)),
  });

const fixedIndex =
  (kind: 'address-index' | 'string-index', bytes: 1 | 2 | 3 | 4): FormReader =>
  (reader) => ({ kind, index: bytes === 3 ? reader.u24() : Number(reader.unsigned(bytes)) });

const index =
  (kind: 'address-index' | 'string-index' | 'list-index'): FormReader =>
  (reader) => ({ kind, index: reader.count() });

const block =
  (length: (reader: ByteReader) => number): FormReader =>
  (reader) => ({ kind: 'block', bytes: reader.block(length(reader)) });

const elsewhere =
  (bytes: number): FormReader =>
  (reader) => {
    reader.skip(bytes);
    return { kind: 'elsewhere' };
  };

const formReaders: ReadonlyMap<number, FormReader> = new Map<number, FormReader>([
  [Form.addr, (reader, unit) => ({ kind: 'address', value: reader.unsigned(unit.addressSize) })],
  [Form.data1, number(1)],
  [Form.data2, number(2)],
  [Form.data4, number(4)],
  [Form.data8, number(8)],
  [Form.data16, block(() => 16)],
  [Form.sdata, (reader) => ({ kind: 'number', value: reader.sleb() })],
  [Form.udata, (reader) => ({ kind: 'number', value: reader.uleb() })],
  [Form.flag, number(1)],
  [Form.flagPresent, () => ({ kind: 'number', value: 1n })],
  [Form.block1, block((reader) => reader.u8())],
  [Form.block2, block((reader) => reader.u16())],
  [Form.block4, block((reader) => reader.u32())],
  [Form.block, block((reader) => reader.count())],
  [Form.exprloc, block((reader) => reader.count())],
  [Form.string, (reader) => ({ kind: 'string', value: reader.string() })],
  [
    Form.strp,
    (reader, unit, { str }) => ({
      kind: 'string',
      value: stringAt(str, reader.offset(unit.wide)),
    }),
  ],
  [
    Form.lineStrp,
    (reader, unit, { lineStr }) => ({
      kind: 'string',
      value: stringAt(lineStr, reader.offset(unit.wide)),
    }),
  ],
  [Form.strx, index('string-index')],
  [Form.strx1, fixedIndex('string-index', 1)],
  [Form.strx2, fixedIndex('string-index', 2)],
  [Form.strx3, fixedIndex('string-index', 3)],
  [Form.strx4, fixedIndex('string-index', 4)],
  [Form.addrx, index('address-index')],
  [Form.addrx1, fixedIndex('address-index', 1)],
  [Form.addrx2, fixedIndex('address-index', 2)],
  [Form.addrx3, fixedIndex('address-index', 3)],
  [Form.addrx4, fixedIndex('address-index', 4)],
  [Form.loclistx, index('list-index')],
  [Form.rnglistx, index('list-index')],
  [Form.ref1, reference(1)],
  [Form.ref2, reference(2)],
  [Form.ref4, reference(4)],
  [Form.ref8, reference(8)],
  [Form.refUdata, (reader, unit) => ({ kind: 'reference', offset: unit.offset + reader.count() })],
  [Form.refAddr, (reader, unit) => ({ kind: 'reference', offset: reader.offset(unit.wide) })],
  [Form.secOffset, (reader, unit) => ({ kind: 'offset', value: reader.offset(unit.wide) })],
  [Form.refSig8, elsewhere(8)],
  [Form.refSup4, elsewhere(4)],
  [Form.refSup8, elsewhere(8)],
  [
    Form.strpSup,
    (reader, unit) => {
      reader.skip(unit.wide ? 8 : 4);
      return { kind: 'elsewhere' };
    },
  ],
]);
