// SPDX-License-Identifier: MIT
// Files to one list of tokens: directives obeyed, macros expanded (C11 6.10).
import type { CompileInput } from '../compilation.js';
import { LayeredMap } from '../layered-map.js';
import { limits } from '../limits.js';
import { ProblemList } from '../problem-list.js';
import { badToken, includeTooDeep, spanOf, tooMuch, unterminatedConditional } from '../problems.js';
import { References } from '../references.js';
import type { SourceFile } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import { directives, isConditional } from './directives.js';
import { expand } from './expand.js';
import type { HeaderCache, HeaderState } from './header-state.js';
import { plainInclude, warnOfSupplied } from './include.js';
import { numberedPlace } from './line-numbers.js';
import type { Macro } from './macro.js';
import { pragmaOperator } from './pragma.js';
import type { Conditional, PreprocessorState } from './state.js';
import { suppliedText } from './supplied-headers.js';

export interface Preprocessed {
  /** Behind the headers at the start; without newlines; the last one is the end. */
  readonly tokens: readonly Token[];
  /** Behind the headers at the start, whose tokens are kept there. */
  readonly headers: HeaderState;
  readonly macros: LayeredMap<Macro>;
  readonly dependencies: readonly string[];
}

interface Report {
  readonly problems: ProblemList;
  readonly references: References;
}

type ReadFile = PreprocessorState['read'];

/** One compilation's view of the files: each is asked for once. */
interface Reading {
  readonly input: CompileInput;
  readonly cache: HeaderCache;
  readonly read: ReadFile;
}

export function preprocess(
  input: CompileInput,
  main: SourceFile,
  cache: HeaderCache,
  report: Report,
): Preprocessed {
  const files = new Map<string, SourceFile | undefined>([[main.path, main]]);
  const read: ReadFile = (path) => {
    if (files.has(path)) return files.get(path);
    const text = suppliedText(path) ?? input.readFile(path);
    const file = text === undefined ? undefined : cache.sources.file(path, text);
    files.set(path, file);
    return file;
  };
  const reading = { input, cache, read };
  const lines = cache.sources.lines(main);
  const start = readHeaders(lines, cache.first(input), reading, report);
  const { state, output } = stateFrom(start.headers, reading, report, 0);
  processLines(start.line === 0 ? lines : lines.slice(start.line), state, output);
  const end = main.text.length;
  output.push({ kind: 'end', text: '', file: main, start: end, end, spaceBefore: true });
  const dependencies = [...files]
    .filter(([path, file]) => file !== undefined && suppliedText(path) === undefined)
    .map(([path]) => path);
  return { tokens: output, headers: start.headers, macros: state.macros, dependencies };
}

interface Beginning {
  readonly headers: HeaderState;
  /** The first line of the file that is not yet obeyed. */
  readonly line: number;
}

/** Obey the #includes that a file begins with, and those that these files begin with. */
function readHeaders(
  lines: readonly (readonly Token[])[],
  start: HeaderState,
  reading: Reading,
  report: Report,
  level = 0,
): Beginning {
  let headers = start;
  for (const [index, line] of lines.entries()) {
    if (line.length === 0) continue;
    const include = plainInclude(line, reading);
    const isTooMuch = level >= limits.includeDepth || headers.includes >= limits.includes;
    if (include === undefined || isTooMuch) return { headers, line: index };
    const { first, last, file } = include;
    report.references.addFile(first, last, file);
    warnOfSupplied(include, report.problems);
    if (headers.once.has(file.path)) continue;
    const own = reading.cache.sources.lines(file);
    const inner = readHeaders(own, headers, reading, report, level + 1);
    headers = readHeader(file, inner, reading, level + 1);
    for (const problem of headers.problems) report.problems.add(problem);
    report.references.include(headers.references);
  }
  return { headers, line: lines.length };
}

/** What is known behind a file that begins like this. */
function readHeader(
  file: SourceFile,
  { headers, line }: Beginning,
  reading: Reading,
  level: number,
): HeaderState {
  const { cache, read } = reading;
  const key = `${line} ${level} ${file.path}`;
  const known = cache.after(headers, key, read);
  if (known !== undefined) return known;
  const lines = cache.sources.lines(file).slice(line);
  const state = readOn(lines, file, headers, reading, level);
  cache.remember(headers, key, state);
  return state;
}

/** Read the lines of a header after others. */
function readOn(
  lines: readonly (readonly Token[])[],
  file: SourceFile,
  before: HeaderState,
  reading: Reading,
  level: number,
): HeaderState {
  const reads = new Map<string, SourceFile | undefined>([[file.path, file]]);
  const read: ReadFile = (path) => {
    const found = reading.read(path);
    reads.set(path, found);
    return found;
  };
  const report = { problems: new ProblemList(), references: new References() };
  const { state, output, includes } = stateFrom(before, { ...reading, read }, report, level);
  processLines(lines, state, output);
  return {
    before,
    target: before.target,
    macros: state.macros,
    once: state.once,
    pragmas: state.pragmas,
    budget: state.budget,
    isExhausted: state.isExhausted,
    counter: state.counter,
    includes: includes() + 1,
    tokenCount: before.tokenCount + output.length,
    tokens: output,
    problems: report.problems.problems,
    references: report.references.found,
    reads,
  };
}

/** The preprocessor as it goes on behind headers; `level` counts the files around its lines. */
function stateFrom(
  headers: HeaderState,
  { input, cache, read }: Reading,
  report: Report,
  level: number,
): { state: PreprocessorState; output: Token[]; includes: () => number } {
  const output: Token[] = [];
  let depth = level;
  let { includes } = headers;
  const state: PreprocessorState = {
    input,
    target: headers.target,
    ...report,
    macros: new LayeredMap(headers.macros),
    once: new Set(headers.once),
    pragmas: headers.pragmas,
    numbers: new Map(),
    place: (token) => numberedPlace(token, state.numbers),
    budget: headers.budget,
    isExhausted: headers.isExhausted,
    counter: headers.counter,
    room: limits.tokens - headers.tokenCount,
    onUse: (use, definition) => report.references.add(use, definition),
    read,
    includeFile: (file, at) => {
      if (state.once.has(file.path)) return;
      if (depth >= limits.includeDepth || ++includes > limits.includes) {
        report.problems.add(includeTooDeep({ first: at[0], last: at[1] }));
        return;
      }
      depth++;
      processLines(cache.sources.lines(file), state, output);
      depth--;
    },
  };
  return { state, output, includes: () => includes };
}

function processLines(
  lines: readonly (readonly Token[])[],
  state: PreprocessorState,
  output: Token[],
): void {
  const conditionals: Conditional[] = [];
  let text: Token[] = [];
  const flush = (): void => {
    if (text.length > 0) emit(expand(text, state), state, output);
    text = [];
  };
  for (const line of lines) {
    const first = line[0];
    if (first === undefined) continue;
    const isActive = conditionals.length === 0 || conditionals.every(({ active }) => active);
    if (isPunctuator(first, '#')) {
      const name = line[1];
      if (isActive && (name === undefined || !isConditional(name))) flush();
      if (name !== undefined) directives(name, line.slice(2), { state, conditionals, hash: first });
    } else if (isActive) {
      text.push(...line);
    }
    if (output.length > state.room) break;
  }
  flush();
  for (const { opening } of conditionals) {
    state.problems.add(unterminatedConditional({ first: opening[0], last: opening[1] }));
  }
}

function emit(tokens: readonly Token[], state: PreprocessorState, output: Token[]): void {
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (output.length > state.room) {
      state.problems.add(tooMuch(spanOf(token), 'The source with all its includes'));
      return;
    }
    if (token.flaw !== undefined) state.problems.add(badToken(token));
    const taken = token.text === '_Pragma' ? pragmaOperator(tokens, index, state) : 0;
    if (taken > 0) index += taken - 1;
    else if (token.kind !== 'other') output.push(packed(token, state));
  }
}

/** Where a struct ends, the alignment that holds there. */
function packed(token: Token, { pragmas: { pack } }: PreprocessorState): Token {
  return pack === undefined || !isPunctuator(token, '}') ? token : { ...token, pack };
}
