// SPDX-License-Identifier: MIT
// Runs one line number program (DWARF 5, 6.2; versions 2 to 5) into its rows.
import { ByteReader } from './byte-reader.js';
import { At, Form } from './dwarf-numbers.js';
import type { DwarfSections } from './dwarf-sections.js';
import { readForm, type FormValue } from './forms.js';
import type { Unit } from './units.js';
import type { Attributes } from './units.js';

export interface LineRow {
  readonly address: bigint;
  /** Into files, as the program counts them: from 1 before version 5, then from 0. */
  readonly file: number;
  /** From 1; 0 for code that no line stands for. */
  readonly line: number;
  readonly column: number;
  readonly isStatement: boolean;
  /** The first row of a function's body, where its parameters are in place. */
  readonly prologueEnd: boolean;
  /** The address behind the last instruction; the row stands for no code. */
  readonly endSequence: boolean;
}

export interface LineProgram {
  /** Paths of the files by their index, joined with their directories. */
  readonly files: readonly string[];
  readonly rows: readonly LineRow[];
  readonly problems: readonly string[];
}

interface Header {
  readonly version: number;
  readonly minimumInstruction: number;
  readonly defaultIsStatement: boolean;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  readonly operandCounts: readonly number[];
  readonly files: readonly string[];
  readonly program: ByteReader;
}

const MOST_ROWS = 4_000_000;

export function runLineProgram(attributes: Attributes, unit: Unit): LineProgram {
  const offset = attributes.small(unit.root, At.stmtList);
  if (offset === undefined) return { files: [], rows: [], problems: [] };
  const directory = attributes.string(unit.root, At.compDir) ?? '';
  const header = readHeader(attributes.sections, unit, offset, directory);
  if (!header) {
    const problem = `.debug_line: the program at 0x${offset.toString(16)} cannot be read.`;
    return { files: [], rows: [], problems: [problem] };
  }
  return { files: header.files, rows: runRows(header, unit.addressSize), problems: [] };
}

function readHeader(
  sections: DwarfSections,
  unit: Unit,
  offset: number,
  directory: string,
): Header | undefined {
  const outer = new ByteReader(sections.line, offset);
  let length = BigInt(outer.u32());
  const wide = length === 0xffffffffn;
  if (wide) length = outer.u64();
  if (outer.failed || length > BigInt(outer.end)) return undefined;
  const reader = outer.sub(Number(length));
  const version = reader.u16();
  if (version < 2 || version > 5) return undefined;
  if (version >= 5) reader.skip(2); // address size and segment selector size
  const headerLength = reader.offset(wide);
  const programStart = reader.position + headerLength;
  const minimumInstruction = reader.u8();
  if (version >= 4) reader.skip(1); // operations of a VLIW bundle
  const defaultIsStatement = reader.u8() !== 0;
  const lineBase = Number(reader.signed(1));
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const operandCounts = [0];
  for (let opcode = 1; opcode < opcodeBase; opcode++) operandCounts.push(reader.u8());
  const encoding = { ...unit, version, wide };
  const files =
    version >= 5
      ? readTables5(reader, encoding, sections, directory)
      : readTables4(reader, directory);
  if (reader.failed) return undefined;
  const program = new ByteReader(sections.line, programStart, reader.end);
  const numbers = { version, minimumInstruction, lineBase, lineRange, opcodeBase };
  return { ...numbers, defaultIsStatement, operandCounts, files, program };
}

function readTables4(reader: ByteReader, directory: string): string[] {
  const directories = [directory];
  while (reader.more) {
    const name = reader.string();
    if (name === '') break;
    directories.push(joinPath(directory, name));
  }
  const files = [''];
  while (reader.more) {
    const name = reader.string();
    if (name === '') break;
    files.push(joinPath(directories[reader.count()] ?? directory, name));
    reader.count(); // time of modification
    reader.count(); // length
  }
  return files;
}

const ContentPath = 1;
const ContentDirectoryIndex = 2;

function readTables5(
  reader: ByteReader,
  unit: Unit,
  sections: DwarfSections,
  directory: string,
): string[] {
  const directories: string[] = [];
  for (const entry of readTable5(reader, unit, sections))
    directories.push(joinPath(directory, entry.path));
  return readTable5(reader, unit, sections).map(({ path, directoryIndex }) =>
    joinPath(directories[directoryIndex] ?? directory, path),
  );
}

function readTable5(
  reader: ByteReader,
  unit: Unit,
  sections: DwarfSections,
): { path: string; directoryIndex: number }[] {
  const formats: { content: number; form: number }[] = [];
  const formatCount = reader.u8();
  for (let at = 0; at < formatCount; at++)
    formats.push({ content: reader.count(), form: reader.count() });
  const count = reader.count();
  const entries: { path: string; directoryIndex: number }[] = [];
  // An entry without content takes no bytes, and any number of those would fit.
  if (!formats.some(({ form }) => form !== Form.implicitConst && form !== Form.flagPresent))
    return entries;
  for (let at = 0; at < count && reader.more; at++) {
    const entry = { path: '', directoryIndex: 0 };
    for (const { content, form } of formats) {
      const value = readForm(reader, form, 0n, unit, sections);
      if (content === ContentPath) entry.path = textOf(value, unit, sections);
      if (content === ContentDirectoryIndex && value.kind === 'number')
        entry.directoryIndex = Number(value.value);
    }
    entries.push(entry);
  }
  return entries;
}

function textOf(value: FormValue, unit: Unit, sections: DwarfSections): string {
  if (value.kind === 'string') return value.value;
  if (value.kind !== 'string-index') return '';
  const width = unit.wide ? 8 : 4;
  const offset = new ByteReader(sections.strOffsets, width * 2 + value.index * width);
  return new ByteReader(sections.str, offset.offset(unit.wide)).string();
}

interface Registers {
  address: bigint;
  file: number;
  line: number;
  column: number;
  isStatement: boolean;
  prologueEnd: boolean;
  endSequence: boolean;
}

function initialRegisters(header: Header): Registers {
  return {
    address: 0n,
    file: 1,
    line: 1,
    column: 0,
    isStatement: header.defaultIsStatement,
    prologueEnd: false,
    endSequence: false,
  };
}

function runRows(header: Header, addressSize: number): LineRow[] {
  const rows: LineRow[] = [];
  const { program: reader } = header;
  let registers = initialRegisters(header);
  const advance = (operations: bigint): void => {
    const distance = operations * BigInt(header.minimumInstruction);
    registers.address = BigInt.asUintN(addressSize * 8, registers.address + distance);
  };
  const emit = (): void => {
    if (!reader.failed) rows.push({ ...registers });
    registers.prologueEnd = false;
  };
  while (reader.more && rows.length < MOST_ROWS) {
    const opcode = reader.u8();
    if (opcode >= header.opcodeBase) {
      const adjusted = opcode - header.opcodeBase;
      if (header.lineRange > 0) {
        advance(BigInt(Math.floor(adjusted / header.lineRange)));
        registers.line = wrapLine(registers.line + header.lineBase + (adjusted % header.lineRange));
      }
      emit();
    } else if (opcode === 0) {
      runExtended(reader, registers);
      if (registers.endSequence) {
        emit();
        registers = initialRegisters(header);
      }
    } else runStandard(opcode, header, registers, { advance, emit });
  }
  return rows;
}

interface Actions {
  readonly advance: (operations: bigint) => void;
  readonly emit: () => void;
}

function runStandard(opcode: number, header: Header, registers: Registers, act: Actions): void {
  const { program: reader } = header;
  switch (opcode) {
    case 1: // copy
      act.emit();
      return;
    case 2: // advance_pc
      act.advance(reader.uleb());
      return;
    case 3: // advance_line
      registers.line = wrapLine(registers.line + Number(reader.sleb()));
      return;
    case 4: // set_file
      registers.file = reader.count();
      return;
    case 5: // set_column
      registers.column = reader.count();
      return;
    case 6: // negate_stmt
      registers.isStatement = !registers.isStatement;
      return;
    case 7: // set_basic_block
      return;
    case 8: // const_add_pc
      if (header.lineRange > 0)
        act.advance(BigInt(Math.floor((255 - header.opcodeBase) / header.lineRange)));
      return;
    case 9: // fixed_advance_pc, not scaled by the instruction length
      registers.address += BigInt(reader.u16());
      return;
    case 10: // set_prologue_end
      registers.prologueEnd = true;
      return;
    case 11: // set_epilogue_begin
      return;
    case 12: // set_isa
      reader.count();
      return;
    default:
      for (let at = 0; at < (header.operandCounts[opcode] ?? 0); at++) reader.count();
  }
}

function runExtended(reader: ByteReader, registers: Registers): void {
  const operation = reader.sub(reader.count());
  switch (operation.u8()) {
    case 1: // end_sequence
      registers.endSequence = !operation.failed;
      return;
    case 2: // set_address
      registers.address = operation.unsigned(operation.end - operation.position);
      return;
    default: // define_file and set_discriminator say nothing that we need
      return;
  }
}

/** Lines are unsigned 32-bit numbers. */
function wrapLine(line: number): number {
  return Number(BigInt.asUintN(32, BigInt(Math.trunc(line))));
}

/** Joins like a POSIX file system and takes "." and ".." out. */
function joinPath(directory: string, name: string): string {
  const joined = name.startsWith('/') || directory === '' ? name : `${directory}/${name}`;
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (joined.startsWith('/') ? '/' : '') + parts.join('/');
}
