// SPDX-License-Identifier: MIT
// A source while it is being written: what is declared so far and may be used.
import { Choices } from './choices.test-support.js';

/** An integer type, an enum included. */
export interface IntegerShape {
  readonly kind: 'integer';
  readonly spelling: string;
}

export interface PointerShape {
  readonly kind: 'pointer';
  readonly spelling: string;
}

export interface ArrayShape {
  readonly kind: 'array';
  readonly of: Shape;
  readonly count: number;
}

export interface MemberShape {
  /** Absent for anonymous structs and unions. */
  readonly name?: string;
  readonly type: Shape;
  readonly isBitField: boolean;
}

export interface RecordShape {
  readonly kind: 'record';
  /** Absent if the type can't be named. */
  readonly spelling?: string;
  readonly isUnion: boolean;
  /** Those that an initialiser counts. */
  readonly members: readonly MemberShape[];
  /** Members may be missing by a condition, so values in order don't fit. */
  readonly isNamedOnly: boolean;
}

export type Shape = IntegerShape | PointerShape | ArrayShape | RecordShape;

/** Which ABIs must agree on the bytes; the host's is that of x86-64. */
export type Abi = 'any' | 'aarch64';

export interface ProgramOptions {
  readonly abi: Abi;
  /** Keeps names of several sources apart in one translation unit. */
  readonly suffix: string;
}

export class Program {
  readonly choices: Choices;
  readonly abi: Abi;
  readonly suffix: string;
  /** Lines in front of the object. */
  readonly lines: string[] = [];
  /** Files to include, by path relative to the source. */
  readonly files = new Map<string, string>();
  /** Macros as by -D. */
  readonly defines = new Map<string, string>();
  /** Names of macros and constants with an integer value. */
  readonly values: string[] = [];
  /** Constant objects with an integer value. */
  readonly objects: string[] = [];
  /** Names that #if can compare: macros of plain numbers. */
  readonly switches: string[] = [];
  /** Records with a name. */
  readonly records: RecordShape[] = [];
  /** Enums and typedefs of integers. */
  readonly integers: string[] = [];
  /** Above 0 while a macro's body is written, which has no room for directives. */
  macroDepth = 0;
  /** While a compound literal is written. */
  isInLiteral = false;
  #count = 0;

  constructor(tape: readonly number[], { abi, suffix }: ProgramOptions) {
    this.choices = new Choices(tape);
    this.abi = abi;
    this.suffix = suffix;
  }

  /** A name that nothing else has. */
  name(stem: string): string {
    this.#count++;
    return `${stem}${this.#count}${this.suffix}`;
  }

  insideMacro<T>(write: () => T): T {
    this.macroDepth++;
    const result = write();
    this.macroDepth--;
    return result;
  }
}
