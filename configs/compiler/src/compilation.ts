// SPDX-License-Identifier: MIT
// What goes into a compilation and what comes out.
import type { Configuration, Problem, Step } from '@cellblock/cell-config';
import type { Position, SourceRange } from './source.js';
import type { TargetName } from './target.js';
import type { MacroNote } from './token.js';

export interface CompileInput {
  /** The source, as a path that readFile understands. */
  readonly file: string;
  /** The text of a file; undefined if there is none. Paths use forward slashes. */
  readonly readFile: (path: string) => string | undefined;
  /** Folders for #include, in order. */
  readonly includePaths: readonly string[];
  /** Macros as by -D: name (or `NAME(a)`) to replacement. */
  readonly defines?: Readonly<Record<string, string>>;
  /**
   * Whose sizes, alignments and predefined macros hold. If absent, the folder
   * tells: aarch64 below arm64, arm below arm, and else x86_64.
   */
  readonly target?: TargetName;
}

export interface RelatedRange {
  readonly range: SourceRange;
  readonly message: string;
}

/** Replacements of text that solve a problem. */
export interface SourceFix {
  readonly title: string;
  readonly edits: readonly { readonly range: SourceRange; readonly newText: string }[];
}

/** A problem at the very tokens that cause it. */
export interface SourceProblem extends Omit<Problem, 'at' | 'related' | 'fix'> {
  readonly range: SourceRange;
  /** The macros between the range and the text that is wrong, innermost first. */
  readonly through?: readonly MacroNote[];
  readonly related?: readonly RelatedRange[];
  readonly fix?: SourceFix;
}

/** Which tokens wrote which bytes of the image, and back. */
export interface Positions {
  /**
   * The narrowest source that wrote all of these bytes: a value, or the braces
   * around several. Undefined outside of the image.
   */
  readonly ofBytes: (start: number, end: number) => SourceRange | undefined;
  /** The source of a path of the model; of the braces around it if it is left out. */
  readonly ofPath: (steps: readonly Step[]) => SourceRange | undefined;
  /** Whether a path has a value of its own in the source. */
  readonly isWritten: (steps: readonly Step[]) => boolean;
  /** The innermost path that is written at a position, its designator included. */
  readonly pathAt: (file: string, position: Position) => readonly Step[] | undefined;
}

/** A name that the source or one of its headers defines. */
export interface SourceSymbol {
  readonly name: string;
  readonly kind: 'macro' | 'constant' | 'object' | 'type' | 'field';
  /** The name where it is defined. */
  readonly definition: SourceRange;
  /** Of a constant of an enumeration. */
  readonly value?: bigint;
  /** The C type of a constant, an object or a field. */
  readonly type?: string;
  /** Of a field: the C type that it is part of. */
  readonly record?: string;
}

/** How a macro is written. */
export interface MacroDefinition {
  readonly name: string;
  readonly definition: SourceRange;
  /** Absent for object-like macros; `...` or `rest...` is the last one where there is a rest. */
  readonly parameters?: readonly string[];
  readonly replacement: string;
}

/** What a macro call becomes. */
export interface MacroExpansion {
  readonly name: string;
  /** The call with its arguments; the name alone where none follow. */
  readonly range: SourceRange;
  /** What it is after each replacement; the last one is free of macros, unless it is cut off. */
  readonly steps: readonly string[];
  /** Whether there is more than is shown. */
  readonly isCutOff: boolean;
  /** Where the result is an integer constant: its value by the rules of #if, so in 64 bits. */
  readonly value?: bigint;
}

/** A field that may be named in the braces around a position. */
export interface FieldCandidate {
  readonly name: string;
  /** Its C type, such as `__u64` or `struct jailhouse_memory [4]`. */
  readonly type: string;
  readonly definition: SourceRange;
  /** The C type of the braces, such as `struct jailhouse_memory`. */
  readonly record: string;
  /** The braces. */
  readonly braces: SourceRange;
}

export interface Compilation {
  /** The file that was compiled. */
  readonly file: string;
  /** The bytes of the .cell file; absent if the source can't be compiled. */
  readonly image?: Uint8Array;
  /** The configuration, as far as the source tells one, errors or not. */
  readonly model?: Configuration;
  readonly problems: readonly SourceProblem[];
  readonly positions: Positions;
  /** Where the name at a position is defined: macro, field, type, object, file. */
  readonly definitionAt: (file: string, position: Position) => SourceRange | undefined;
  /** Where the name that is defined there is used, in bodies of macros as well. */
  readonly usesOf: (definition: SourceRange) => readonly SourceRange[];
  /** Every name that is defined in a file that was read. */
  readonly symbols: () => readonly SourceSymbol[];
  /** A macro that is defined at the file's end. */
  readonly macroNamed: (name: string) => MacroDefinition | undefined;
  /** What the macro whose name is at a position becomes there. */
  readonly expansionAt: (file: string, position: Position) => MacroExpansion | undefined;
  /** Fields that fit into the braces around a position, for completion. */
  readonly fieldsAt: (file: string, position: Position) => readonly FieldCandidate[];
  /** Names and replacement text of the macros that are defined at the file's end. */
  readonly macros: ReadonlyMap<string, string>;
  /** The integer that such a macro stands for, if it is a constant. */
  readonly macroValue: (name: string) => bigint | undefined;
  /** Every file that was read, the compiled one first. */
  readonly dependencies: readonly string[];
}
