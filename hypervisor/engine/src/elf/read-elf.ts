// SPDX-License-Identifier: MIT
// Reads ELF files of both word sizes and byte orders. Total: whatever the
// bytes are, the answer is what could be read and what was wrong.
import {
  SectionType,
  type Elf,
  type ElfProblem,
  type ElfSection,
  type ElfSegment,
  type ElfSymbol,
} from './elf.js';

export interface ElfReading {
  /** Absent when not even the header can be read. */
  readonly elf?: Elf;
  readonly problems: readonly ElfProblem[];
}

export function readElf(bytes: Uint8Array): ElfReading {
  const problems: ElfProblem[] = [];
  const file = openFile(bytes, problems);
  if (!file) return { problems };
  const header = readHeader(file);
  const sections = readSections(file, header);
  const segments = readSegments(file, header);
  const symbols = sections.flatMap((section) => readSymbols(file, sections, section));
  const { bits, littleEndian } = file;
  const { type, machine, entry } = header;
  return {
    elf: { bits, littleEndian, type, machine, entry, sections, segments, symbols },
    problems,
  };
}

/** The bytes with what their identification says about them. */
interface ElfFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly problems: ElfProblem[];
}

interface Header {
  readonly type: number;
  readonly machine: number;
  readonly entry: bigint;
  readonly segmentTable: Table;
  readonly sectionTable: Table;
  readonly sectionNames: number;
}

interface Table {
  readonly offset: bigint;
  readonly entrySize: number;
  readonly count: number;
}

const EXTENDED_INDEX = 0xffff;
const FIRST_RESERVED_SECTION = 0xff00;

function openFile(bytes: Uint8Array, problems: ElfProblem[]): ElfFile | undefined {
  if (bytes.length < 16 || bytes[0] !== 0x7f || text(bytes, 1, 4) !== 'ELF') {
    problems.push({ message: 'This is no ELF file: it does not begin with "\\x7fELF".' });
    return undefined;
  }
  const bits = bytes[4] === 2 ? 64 : bytes[4] === 1 ? 32 : undefined;
  if (!bits || (bytes[5] !== 1 && bytes[5] !== 2)) {
    problems.push({
      message: `The ELF identification names class ${bytes[4] ?? 0} and byte order ${bytes[5] ?? 0}; only 1 and 2 exist.`,
    });
    return undefined;
  }
  const headerSize = bits === 64 ? 64 : 52;
  if (bytes.length < headerSize) {
    problems.push({
      message: `The ELF header is cut off: ${bytes.length} of ${headerSize} bytes are there.`,
    });
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, bits, littleEndian: bytes[5] === 1, problems };
}

/** Reads the fields of one record in order; the caller has checked that it lies in the file. */
class Fields {
  constructor(
    private readonly file: ElfFile,
    private position: number,
  ) {}

  u8(): number {
    return this.file.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.file.view.getUint16(this.advance(2), this.file.littleEndian);
  }

  u32(): number {
    return this.file.view.getUint32(this.advance(4), this.file.littleEndian);
  }

  /** An address, offset or size: as wide as the file's class. */
  word(): bigint {
    if (this.file.bits === 32) return BigInt(this.u32());
    return this.file.view.getBigUint64(this.advance(8), this.file.littleEndian);
  }

  private advance(size: number): number {
    const at = this.position;
    this.position += size;
    return at;
  }
}

function readHeader(file: ElfFile): Header {
  const fields = new Fields(file, 16);
  const type = fields.u16();
  const machine = fields.u16();
  fields.u32(); // e_version
  const entry = fields.word();
  const segmentOffset = fields.word();
  const sectionOffset = fields.word();
  fields.u32(); // e_flags
  fields.u16(); // e_ehsize
  const segmentTable = {
    offset: segmentOffset,
    entrySize: fields.u16(),
    count: fields.u16(),
  };
  const sectionTable = {
    offset: sectionOffset,
    entrySize: fields.u16(),
    count: fields.u16(),
  };
  return { type, machine, entry, segmentTable, sectionTable, sectionNames: fields.u16() };
}

/** Where each record of a table begins, of those that lie in the file. */
function records(file: ElfFile, table: Table, what: string, recordSize: number): number[] {
  if (table.count === 0 || table.offset === 0n) return [];
  if (table.entrySize < recordSize) {
    file.problems.push({
      message: `The ${what} table has records of ${table.entrySize} bytes; at least ${recordSize} are needed.`,
    });
    return [];
  }
  const room = BigInt(file.bytes.length) - table.offset;
  const fitting = room < 0n ? 0 : Number(room / BigInt(table.entrySize));
  if (fitting < table.count) {
    file.problems.push({
      message: `The ${what} table is cut off: ${fitting} of ${table.count} records lie in the file.`,
    });
  }
  const count = Math.min(fitting, table.count);
  return Array.from({ length: count }, (_, i) => Number(table.offset) + i * table.entrySize);
}

/** The part of the file that a record names; a shorter one where it reaches beyond the end. */
function content(file: ElfFile, offset: bigint, size: bigint, what: string): Uint8Array {
  const length = BigInt(file.bytes.length);
  if (offset + size <= length) {
    return file.bytes.subarray(Number(offset), Number(offset + size));
  }
  file.problems.push({
    message: `${what} reaches to offset 0x${(offset + size).toString(16)}, beyond the end of the file at 0x${length.toString(16)}.`,
  });
  return offset >= length ? new Uint8Array() : file.bytes.subarray(Number(offset));
}

interface SectionRecord extends Omit<ElfSection, 'name' | 'bytes'> {
  readonly nameOffset: number;
  readonly offset: bigint;
}

function readSections(file: ElfFile, header: Header): ElfSection[] {
  const size = file.bits === 64 ? 64 : 40;
  // With 0xff00 sections or more, record 0 holds the true count and name index.
  const [first] = records(file, { ...header.sectionTable, count: 1 }, 'section', size);
  const zeroth = first === undefined ? undefined : readSection(file, first);
  const count =
    header.sectionTable.count === 0 && zeroth ? Number(zeroth.size) : header.sectionTable.count;
  const namesIndex =
    header.sectionNames === EXTENDED_INDEX && zeroth ? zeroth.link : header.sectionNames;
  const found = records(file, { ...header.sectionTable, count }, 'section', size).map((at) =>
    readSection(file, at),
  );
  const namesRecord = found[namesIndex];
  const names = namesRecord
    ? content(file, namesRecord.offset, namesRecord.size, 'The section name table')
    : new Uint8Array();
  return found.map(({ nameOffset, offset, ...rest }, index) => {
    const name = stringAt(names, nameOffset);
    const empty = rest.type === SectionType.noBits || rest.type === 0;
    const bytes = empty
      ? new Uint8Array()
      : content(file, offset, rest.size, `Section ${index} "${name}"`);
    return { name, bytes, ...rest };
  });
}

function readSection(file: ElfFile, at: number): SectionRecord {
  const fields = new Fields(file, at);
  const nameOffset = fields.u32();
  const type = fields.u32();
  const flags = fields.word();
  const address = fields.word();
  const offset = fields.word();
  const size = fields.word();
  const link = fields.u32();
  fields.u32(); // sh_info
  fields.word(); // sh_addralign
  return { nameOffset, type, flags, address, offset, size, link, entrySize: fields.word() };
}

function readSegments(file: ElfFile, header: Header): ElfSegment[] {
  const size = file.bits === 64 ? 56 : 32;
  return records(file, header.segmentTable, 'segment', size).map((at, index) => {
    const fields = new Fields(file, at);
    const type = fields.u32();
    // The flags moved when the words grew.
    let flags = file.bits === 64 ? fields.u32() : 0;
    const offset = fields.word();
    const virtualAddress = fields.word();
    const physicalAddress = fields.word();
    const fileSize = fields.word();
    const memorySize = fields.word();
    if (file.bits === 32) flags = fields.u32();
    const bytes = content(file, offset, fileSize, `Segment ${index}`);
    return { type, flags, virtualAddress, physicalAddress, memorySize, bytes };
  });
}

const KINDS = ['none', 'object', 'function', 'section', 'file'] as const;
const BINDINGS = ['local', 'global', 'weak'] as const;

function readSymbols(
  file: ElfFile,
  sections: readonly ElfSection[],
  table: ElfSection,
): ElfSymbol[] {
  if (table.type !== SectionType.symbols && table.type !== SectionType.dynamicSymbols) return [];
  const size = file.bits === 64 ? 24 : 16;
  const names = sections[table.link]?.bytes ?? new Uint8Array();
  const start = table.bytes.byteOffset - file.bytes.byteOffset;
  const count = Math.floor(table.bytes.length / size);
  const symbols: ElfSymbol[] = [];
  for (let index = 1; index < count; index++) {
    symbols.push(readSymbol(file, names, sections.length, start + index * size));
  }
  return symbols;
}

function readSymbol(file: ElfFile, names: Uint8Array, sectionCount: number, at: number): ElfSymbol {
  const fields = new Fields(file, at);
  const name = stringAt(names, fields.u32());
  let [address, size] = file.bits === 32 ? [fields.word(), fields.word()] : [0n, 0n];
  const info = fields.u8();
  fields.u8(); // st_other
  const section = fields.u16();
  if (file.bits === 64) [address, size] = [fields.word(), fields.word()];
  const inSection = section > 0 && section < FIRST_RESERVED_SECTION && section < sectionCount;
  return {
    name,
    address,
    size,
    kind: KINDS[info & 15] ?? 'other',
    binding: BINDINGS[info >> 4] ?? 'other',
    ...(inSection ? { section } : {}),
  };
}

function stringAt(table: Uint8Array, offset: number): string {
  if (offset >= table.length) return '';
  const end = table.indexOf(0, offset);
  return text(table, offset, end < 0 ? table.length : end);
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, end));
}
