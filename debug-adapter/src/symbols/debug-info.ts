// SPDX-License-Identifier: MIT
// The debug information of one ELF file as the debugger asks for it.
import { readElf, sectionBytes, type Elf, type ElfSymbol } from '@cellblock/engine/elf';
import { readCallFrames, type FrameSection } from './call-frames.js';
import type { FrameDescription } from './frame-description.js';
import { dwarfSections } from './dwarf-sections.js';
import { functionsAt, readFunctions, type FunctionCode } from './functions.js';
import { runLineProgram, type LineProgram } from './line-program.js';
import { buildLineTable, lineBefore, spanAt, type LineSpan, type LineTable } from './line-table.js';
import { Attributes, isCompileUnit, readUnits, type Unit } from './units.js';

export interface DebugInfo {
  readonly elf: Elf;
  readonly attributes: Attributes;
  readonly units: readonly Unit[];
  readonly programs: ReadonlyMap<Unit, LineProgram>;
  readonly lines: LineTable;
  readonly functions: readonly FunctionCode[];
  readonly frames: readonly FrameDescription[];
}

export interface DebugInfoReading {
  /** Absent when the bytes are no ELF file. */
  readonly info?: DebugInfo;
  readonly problems: readonly string[];
}

export function readDebugInfo(bytes: Uint8Array): DebugInfoReading {
  const { elf, problems } = readElf(bytes);
  const messages = problems.map(({ message }) => message);
  if (!elf) return { problems: messages };
  const reading = debugInfoOf(elf);
  return { info: reading.info, problems: [...messages, ...reading.problems] };
}

function debugInfoOf(elf: Elf): { readonly info: DebugInfo; readonly problems: readonly string[] } {
  const sections = dwarfSections(elf);
  const read = readUnits(sections);
  const units = read.units.filter(isCompileUnit);
  const attributes = new Attributes(sections, read.entries);
  const programs = new Map(units.map((unit) => [unit, runLineProgram(attributes, unit)]));
  const problems = [...programs.values()].flatMap((program) => program.problems);
  const info = {
    elf,
    attributes,
    units,
    programs,
    lines: buildLineTable([...programs.values()]),
    functions: readFunctions(attributes, units),
    frames: frameSections(elf).flatMap(readCallFrames),
  };
  return { info, problems: [...problems, ...read.problems] };
}

/** Of code that has none. */
export const NO_DEBUG_INFO: DebugInfo = debugInfoOf({
  bits: 64,
  littleEndian: true,
  type: 2,
  machine: 183,
  entry: 0n,
  sections: [],
  segments: [],
  symbols: [],
}).info;

/** One frame by name and line at an address: a function or an inlined call. */
export interface SourceFrame {
  readonly name: string;
  readonly code?: FunctionCode;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What stands for an address in the source, innermost inlined call first. */
export function sourceFrames(info: DebugInfo, address: bigint): readonly SourceFrame[] {
  const chain = functionsAt(info.functions, address);
  const span = nearestLine(info, chain.at(-1), address);
  const place = span ? { path: span.path, line: span.line, column: span.column } : {};
  const frames: SourceFrame[] = [];
  let here: Omit<SourceFrame, 'name' | 'code'> = place;
  for (const [depth, code] of [...chain.entries()].reverse()) {
    frames.push({ name: code.name, code, ...here });
    if (code.call) here = callPlace(info, chain[depth - 1], code);
  }
  return frames.length > 0 ? frames : [{ name: symbolName(info.elf, address), ...place }];
}

/** The nearest symbol before an address in the same section; assembly has no functions. */
function symbolName(elf: Elf, address: bigint): string {
  let best: ElfSymbol | undefined;
  for (const symbol of elf.symbols) {
    const section = symbol.section === undefined ? undefined : elf.sections[symbol.section];
    if (!section || symbol.kind === 'section' || symbol.kind === 'file') continue;
    if (symbol.name === '' || symbol.name.startsWith('$') || symbol.address > address) continue;
    if (address >= section.address + section.size || address < section.address) continue;
    const isNearer = !best || symbol.address > best.address;
    // Of several names for one address, the function's says most.
    if (isNearer || (symbol.address === best?.address && symbol.kind === 'function')) best = symbol;
  }
  return best?.name ?? `0x${address.toString(16).padStart(16, '0')}`;
}

/** Where `caller` calls the function that was inlined into it. */
function callPlace(
  info: DebugInfo,
  caller: FunctionCode | undefined,
  { call, entry, ranges }: FunctionCode,
): { path?: string; line?: number } {
  if (call && call.line > 0) {
    const path = info.programs.get(entry.unit)?.files[call.file];
    return { ...(path === undefined ? {} : { path }), line: call.line };
  }
  const span = ranges[0] && nearestLine(info, caller, ranges[0].start - 1n);
  return span ? { path: span.path, line: span.line } : {};
}

/**
 * The line of an address in a function. Compilers give line 0 to code that belongs
 * to several lines; the last line of the function before it says about where one is.
 */
function nearestLine(
  { lines, functions }: DebugInfo,
  code: FunctionCode | undefined,
  address: bigint,
): LineSpan | undefined {
  if (!code) {
    const span = spanAt(lines, address);
    return span && span.line > 0 ? span : undefined;
  }
  return lineBefore(lines, address, (at) => {
    const chain = functionsAt(functions, at);
    return { inside: chain.includes(code), wanted: chain.at(-1) === code };
  });
}

function frameSections(elf: Elf): FrameSection[] {
  const kinds = ['debug_frame', 'eh_frame'] as const;
  return kinds.map((kind) => ({
    kind,
    bytes: sectionBytes(elf, `.${kind}`) ?? new Uint8Array(),
    address: elf.sections.find(({ name }) => name === `.${kind}`)?.address ?? 0n,
  }));
}
