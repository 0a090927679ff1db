// SPDX-License-Identifier: MIT
// What the preprocessor knows between two lines.
import type { CompileInput } from '../compilation.js';
import type { LayeredMap } from '../layered-map.js';
import type { ProblemList } from '../problem-list.js';
import type { References } from '../references.js';
import type { SourceFile } from '../source.js';
import type { Target } from '../target.js';
import type { Token } from '../token.js';
import type { ExpansionContext } from './expand.js';
import type { LineNumbers } from './line-numbers.js';
import type { Macro } from './macro.js';
import type { Pragmas } from './pragma-state.js';

/** An #if with what follows up to its #endif. */
export interface Conditional {
  readonly opening: readonly [Token, Token];
  /** Whether the tokens at hand are used. */
  active: boolean;
  /** Whether a branch has been taken, or none may be. */
  done: boolean;
  hasElse: boolean;
}

/** What directives work on. */
export interface PreprocessorState extends ExpansionContext {
  readonly input: CompileInput;
  readonly target: Target;
  readonly macros: LayeredMap<Macro>;
  readonly references: References;
  readonly problems: ProblemList;
  readonly once: Set<string>;
  readonly numbers: LineNumbers;
  pragmas: Pragmas;
  /** Tokens that the source may still have. */
  readonly room: number;
  readonly read: (path: string) => SourceFile | undefined;
  readonly includeFile: (file: SourceFile, at: readonly [Token, Token]) => void;
}
