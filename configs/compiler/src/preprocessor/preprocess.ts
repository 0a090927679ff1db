// SPDX-License-Identifier: MIT
// Files to one list of tokens: directives obeyed, macros expanded (C11 6.10).
import type { CompileInput } from '../compilation.js';
import { lex } from '../lexer.js';
import { limits } from '../limits.js';
import type { ProblemList } from '../problem-list.js';
import { badToken, includeTooDeep, spanOf, tooMuch, unterminatedConditional } from '../problems.js';
import type { References } from '../references.js';
import { sourceFile } from '../source.js';
import type { SourceFile } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import { directives } from './directives.js';
import { expand } from './expand.js';
import type { Macro } from './macro.js';
import { initialMacros } from './predefined.js';
import type { Conditional, PreprocessorState } from './state.js';

export interface Preprocessed {
  /** Without newlines; the last one is the end. */
  readonly tokens: readonly Token[];
  readonly macros: ReadonlyMap<string, Macro>;
  readonly dependencies: readonly string[];
}

export function preprocess(
  input: CompileInput,
  main: SourceFile,
  report: { readonly problems: ProblemList; readonly references: References },
): Preprocessed {
  const files = new Map<string, SourceFile | undefined>([[main.path, main]]);
  const output: Token[] = [];
  let depth = 0;
  let includes = 0;
  const state: PreprocessorState = {
    input,
    ...report,
    macros: initialMacros(input.defines ?? {}),
    once: new Set(),
    budget: limits.expansion,
    isExhausted: false,
    counter: 0,
    onUse: (use, definition) => report.references.add(use, definition),
    read: (path) => {
      if (!files.has(path)) {
        const text = input.readFile(path);
        files.set(path, text === undefined ? undefined : sourceFile(path, text));
      }
      return files.get(path);
    },
    includeFile: (file, at) => {
      if (state.once.has(file.path)) return;
      if (depth >= limits.includeDepth || ++includes > limits.includes) {
        report.problems.add(includeTooDeep({ first: at[0], last: at[1] }));
        return;
      }
      depth++;
      processFile(file, state, output);
      depth--;
    },
  };
  processFile(main, state, output);
  const end = main.text.length;
  output.push({ kind: 'end', text: '', file: main, start: end, end, spaceBefore: true });
  const dependencies = [...files].filter(([, file]) => file !== undefined).map(([path]) => path);
  return { tokens: output, macros: state.macros, dependencies };
}

function processFile(file: SourceFile, state: PreprocessorState, output: Token[]): void {
  const conditionals: Conditional[] = [];
  let text: Token[] = [];
  const flush = (): void => {
    if (text.length > 0) emit(expand(text, state), state, output);
    text = [];
  };
  for (const line of linesOf(lex(file))) {
    const [first, name] = line;
    const isActive = conditionals.every(({ active }) => active);
    if (first !== undefined && isPunctuator(first, '#')) {
      if (isActive) flush();
      if (name !== undefined) directives(name, line.slice(2), { state, conditionals, hash: first });
    } else if (isActive) {
      text.push(...line);
    }
    if (output.length > limits.tokens) break;
  }
  flush();
  for (const { opening } of conditionals) {
    state.problems.add(unterminatedConditional({ first: opening[0], last: opening[1] }));
  }
}

/** Lines without their newline; a token after one has space before it. */
function* linesOf(tokens: readonly Token[]): Generator<Token[]> {
  let line: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'newline') {
      yield line;
      line = [];
    } else {
      line.push(line.length === 0 && !token.spaceBefore ? { ...token, spaceBefore: true } : token);
    }
  }
}

function emit(tokens: readonly Token[], state: PreprocessorState, output: Token[]): void {
  for (const token of tokens) {
    if (output.length > limits.tokens) {
      state.problems.add(tooMuch(spanOf(token), 'The source with all its includes'));
      return;
    }
    if (token.flaw !== undefined) state.problems.add(badToken(token));
    if (token.kind !== 'other') output.push(token);
  }
}
