// SPDX-License-Identifier: MIT
// The C front end for configurations: source in, image, model, positions and
// problems out. Files come in as a function; nothing here reads a disk.
export { checkTogether, compileAndCheck, toSourceProblem } from './check-sources.js';
export type { CheckContext, CheckedSource, ProblemsByFile } from './check-sources.js';
export { compile, createCompiler } from './compile.js';
export type { Compiler } from './compile.js';
export type {
  Compilation,
  CompileInput,
  FieldCandidate,
  MacroDefinition,
  MacroExpansion,
  Positions,
  RelatedRange,
  SourceFix,
  SourceProblem,
  SourceSymbol,
} from './compilation.js';
export { systemSetOf, toSourceExplanation } from './explain-sources.js';
export type { SourceCause, SourceExplanation } from './explain-sources.js';
export { nearestName } from './nearest-name.js';
export type { Position, SourceRange } from './source.js';
export type { TargetName } from './target.js';
export type { MacroNote } from './token.js';
