// SPDX-License-Identifier: MIT
// The content of an ELF file as plain data, and how to ask it questions.
// Names follow the System V ABI, "Object Files".

export interface Elf {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  /** e_type: 1 relocatable, 2 executable, 3 shared or position independent. */
  readonly type: number;
  /** e_machine: 183 AArch64, 40 Arm, 62 x86-64, 3 x86. */
  readonly machine: number;
  readonly entry: bigint;
  readonly sections: readonly ElfSection[];
  readonly segments: readonly ElfSegment[];
  /** Of all symbol tables, without the null symbols. */
  readonly symbols: readonly ElfSymbol[];
}

export interface ElfSection {
  readonly name: string;
  /** sh_type, see SectionType. */
  readonly type: number;
  /** sh_flags: 1 writable, 2 in memory, 4 code. */
  readonly flags: bigint;
  readonly address: bigint;
  readonly size: bigint;
  /** Empty for a section without content in the file (SHT_NOBITS). */
  readonly bytes: Uint8Array;
  readonly link: number;
  readonly entrySize: bigint;
}

export interface ElfSegment {
  /** p_type; 1 is a loadable one. */
  readonly type: number;
  /** p_flags: 1 execute, 2 write, 4 read. */
  readonly flags: number;
  readonly virtualAddress: bigint;
  readonly physicalAddress: bigint;
  /** Bytes in memory; those behind the content are zero. */
  readonly memorySize: bigint;
  readonly bytes: Uint8Array;
}

export interface ElfSymbol {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
  readonly kind: 'none' | 'object' | 'function' | 'section' | 'file' | 'other';
  readonly binding: 'local' | 'global' | 'weak' | 'other';
  /** Index into sections; absent for undefined and absolute symbols. */
  readonly section?: number;
}

/** What is wrong with a file, where, for a person. */
export interface ElfProblem {
  readonly message: string;
}

export const SectionType = { symbols: 2, strings: 3, noBits: 8, dynamicSymbols: 11 } as const;

export const SegmentType = { load: 1 } as const;

/** The content of the first section of this name. */
export function sectionBytes(elf: Elf, name: string): Uint8Array | undefined {
  return elf.sections.find((section) => section.name === name)?.bytes;
}

/** The symbol of this name that is defined; a global one before a local one. */
export function findSymbol(elf: Elf, name: string): ElfSymbol | undefined {
  const defined = elf.symbols.filter((symbol) => symbol.name === name && isDefined(symbol));
  return defined.find((symbol) => symbol.binding === 'global') ?? defined[0];
}

/** The function or object whose range holds the address. */
export function symbolAt(elf: Elf, address: bigint): ElfSymbol | undefined {
  return elf.symbols.find(
    (symbol) =>
      isDefined(symbol) &&
      (symbol.kind === 'function' || symbol.kind === 'object') &&
      address >= symbol.address &&
      address < symbol.address + symbol.size,
  );
}

function isDefined(symbol: ElfSymbol): boolean {
  return symbol.section !== undefined;
}
