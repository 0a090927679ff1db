// SPDX-License-Identifier: MIT
// From a configuration's source to its image, model and problems.
import { decode, locate, unknownHead } from '@cellblock/cell-config';
import type { Configuration, Decoded, Problem } from '@cellblock/cell-config';
import type { Compilation, CompileInput, SourceProblem } from './compilation.js';
import { consequences } from './consequences.js';
import { declareAll } from './declare.js';
import type { Declared, DefinedObject } from './declare.js';
import { declarationsOf } from './header-declarations.js';
import { inEditedFile } from './edited-file.js';
import type { Write } from './image/image-buffer.js';
import type { EditedSource } from './fixes/edited-source.js';
import { fieldsAt, notesOf, positionsOf } from './image/positions.js';
import { configurationLayout, headTag } from './layout/configuration-layout.js';
import type { Names } from './layered-map.js';
import { unfilledArrays } from './image/unfilled-arrays.js';
import { missingIncludes } from './missing-include.js';
import { namesOf } from './names.js';
import { parse } from './parser/parse.js';
import { argumentCount } from './preprocessor/macro.js';
import type { Macro } from './preprocessor/macro.js';
import { spelling } from './preprocessor/expansion-steps.js';
import { macroValue } from './preprocessor/macro-value.js';
import { HeaderCache } from './preprocessor/header-state.js';
import { preprocess } from './preprocessor/preprocess.js';
import type { Preprocessed } from './preprocessor/preprocess.js';
import { unusedMacros } from './preprocessor/unused-macros.js';
import { ProblemList } from './problem-list.js';
import { fileNotFound, macroNotCalled, noConfiguration, severalObjects } from './problems.js';
import { recoveredBytes } from './recovered-model.js';
import { References } from './references.js';
import { rangeAt, sourceFile } from './source.js';
import type { SourceFile, SourceRange } from './source.js';
import { userRange } from './token.js';
import type { MacroNote, Token } from './token.js';

/** What the checks need of a compilation beyond its public face. */
interface Internals {
  readonly writes: readonly Write[];
  readonly main: SourceFile;
  readonly object?: EditedSource['object'];
  /** Where to report what has no place of its own. */
  readonly home: SourceRange;
  /** The problem with its range in the compiled file, wherever it lies. */
  readonly toEdited: (problem: SourceProblem) => SourceProblem;
}

const internals = new WeakMap<Compilation, Internals>();

/** Compiles one source after another. */
export interface Compiler {
  /** Never throws, whatever the source is. */
  readonly compile: (input: CompileInput) => Compilation;
}

/**
 * A compiler that remembers headers: what they define and declare is worked out
 * again only if one of them has changed, come or gone, or if other macros are
 * defined before them. Its results are those of compile().
 */
export function createCompiler(): Compiler {
  const cache = new HeaderCache();
  return { compile: (input) => compileWith(cache, input) };
}

/** Compile one source. Never throws, whatever the source is. */
export function compile(input: CompileInput): Compilation {
  return compileWith(new HeaderCache(), input);
}

function compileWith(cache: HeaderCache, input: CompileInput): Compilation {
  const problems = new ProblemList();
  const references = new References();
  const text = input.readFile(input.file);
  const main = sourceFile(input.file, text ?? '');
  const start = rangeAt(main, 0, 0);
  if (text === undefined) problems.add(fileNotFound(start));
  const source = preprocess(input, main, cache, { problems, references });
  const { macros, dependencies } = source;
  const linesOf = (file: SourceFile): readonly (readonly Token[])[] => cache.sources.lines(file);
  const headerOf = missingIncludes({ input, main, linesOf, references, dependencies });
  problems.onUnknownName = (name) => macroWithoutCall(name, macros) ?? headerOf(name);
  const declared = declaredBy(source, { problems, references });
  const object = chooseObject(declared.defined.values(), problems);
  if (object === undefined && text !== undefined && !problems.hasErrors) {
    problems.add(noConfiguration(start));
  }
  const writes = object?.buffer.writes ?? [];
  const bytes = object?.buffer.bytes;
  const isSound = !problems.hasErrors;
  const decoded: Decoded =
    object === undefined ? { problems: [] } : decodeObject(object, object.buffer.bytes, source);
  const model = once(() => (isSound && decoded.config) || modelOf(object, decoded, source));
  const positions = positionsOf(writes, model);
  const home = object === undefined ? start : userRange(object.name);
  if (isSound) {
    const unfilled = object && unfilledArrays(object.name, object.type, object.buffer);
    for (const problem of unfilled ?? []) problems.add(problem);
    if (input.file.endsWith('.c')) {
      for (const problem of unusedMacros(main, macros, references, linesOf)) {
        problems.add(problem);
      }
    }
    for (const problem of decoded.problems) {
      problems.add(decodeProblem(problem, positions, home));
    }
  }
  const toEdited = (problem: SourceProblem): SourceProblem =>
    inEditedFile(problem, input.file, references);
  const compilation: Compilation = {
    file: input.file,
    ...(bytes !== undefined && isSound && { image: bytes.slice() }),
    get model() {
      return model();
    },
    problems: problems.problems.map(toEdited),
    positions,
    ...namesOf({ input, main, source, references, declared }),
    fieldsAt: (file, position) => fieldsAt(writes, file, position),
    get macros() {
      return spelledMacros(macros);
    },
    macroValue: (name) => macroValue(name, macros, source.headers.target),
    dependencies: text === undefined ? dependencies.slice(1) : dependencies,
  };
  const edited = object && { name: object.name.text, type: object.type };
  internals.set(compilation, { writes, main, ...(edited && { object: edited }), home, toEdited });
  return compilation;
}

/** The same value at each call, worked out at the first one. */
function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: work() }).value;
}

/** A name that is no name of a value because its macro needs arguments. */
function macroWithoutCall(name: Token, macros: Preprocessed['macros']): SourceProblem | undefined {
  const macro = macros.get(name.text);
  const isCall = macro?.parameters !== undefined && name.hidden?.has(name.text) !== true;
  return isCall ? macroNotCalled(name, argumentCount(macro)) : undefined;
}

/** What the source is meant to be, be its header complete or not. */
function modelOf(
  object: DefinedObject | undefined,
  { config, problems }: Decoded,
  source: Preprocessed,
): Configuration | undefined {
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  const isWhole = config?.trailing.length === 0 && !hasErrors;
  if (isWhole || object === undefined) return config;
  const { macros, headers } = source;
  const revision = macroValue('JAILHOUSE_CONFIG_REVISION', macros, headers.target);
  const bytes = recoveredBytes(object, revision);
  return (bytes && decodeObject(object, bytes, source).config) ?? config;
}

/** The place of a model path in the source; the object's name where it has none. */
export function rangeOfPath(compilation: Compilation, steps: Problem['at']): SourceRange {
  const range = steps && compilation.positions.ofPath(steps.steps);
  return range ?? internals.get(compilation)?.home ?? startOf(compilation.file);
}

/** The macros that the value of a path came through, innermost first. */
export function notesOfPath(compilation: Compilation, at: Problem['at']): MacroNote[] {
  const { model } = compilation;
  const bytes = at && model && locate(model, at.steps);
  return bytes === undefined ? [] : notesOf(internals.get(compilation)?.writes ?? [], bytes);
}

/** The problem with its range in the file that was compiled, be it in one that is included. */
export function inCompiledFile(compilation: Compilation, problem: SourceProblem): SourceProblem {
  return internals.get(compilation)?.toEdited(problem) ?? problem;
}

/** What a fix may edit; undefined where there is no configuration. */
export function editedSourceOf(compilation: Compilation): EditedSource | undefined {
  const { model, macros } = compilation;
  const { writes, object, main } = internals.get(compilation) ?? {};
  if (model === undefined || writes === undefined || object === undefined) return undefined;
  return main && { main, model, writes, object, macros };
}

function startOf(file: string): SourceRange {
  return { file, start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
}

/** Everything that is declared, the headers' included. */
function declaredBy(
  { headers, tokens, macros }: Preprocessed,
  report: { readonly problems: ProblemList; readonly references: References },
): Declared {
  const { declared, references, pending } = declarationsOf(headers);
  const rest = pending.length === 0 ? tokens : [...pending.flat(), ...tokens];
  for (const found of references) report.references.include(found);
  report.problems.leaveOut(consequences(rest, report.problems));
  const declarations = parse(rest, report.problems, declared.typedefs);
  const { target } = headers;
  return declareAll(declarations, { ...report, target, macros }, declared);
}

/** The object named config, or the only one; static objects are not emitted. */
function chooseObject(
  objects: Iterable<DefinedObject>,
  problems: ProblemList,
): DefinedObject | undefined {
  const emitted = [...objects].filter(({ isStatic }) => !isStatic);
  const chosen = emitted.find(({ name }) => name.text === 'config') ?? emitted[0];
  for (const { name } of emitted) {
    if (name !== chosen?.name) problems.add(severalObjects(name));
  }
  return chosen;
}

/** The object's bytes by the layout that its headers give them. */
function decodeObject(
  { type }: DefinedObject,
  bytes: Uint8Array,
  { macros, headers }: Preprocessed,
): Decoded {
  const layout = configurationLayout(type, (name) => macroValue(name, macros, headers.target));
  const tag = layout === undefined ? headTag(type) : undefined;
  if (tag !== undefined) return { problems: [unknownHead(tag)] };
  const decoded = decode(bytes, layout && { layout });
  return {
    get config() {
      return decoded.config;
    },
    // Which architecture it is for, everybody knows who writes a source.
    problems: decoded.problems.filter(({ id }) => id !== 'architecture-not-in-file'),
  };
}

/** Bytes that a problem of the decoder is about, where there is no model yet. */
const headBytes: Readonly<Record<string, readonly [number, number]>> = {
  'unknown-signature': [0, 5],
  'unsupported-revision': [6, 8],
};

function decodeProblem(
  problem: Problem,
  positions: Compilation['positions'],
  home: SourceRange,
): SourceProblem {
  const { id, severity, message, at } = problem;
  const bytes = headBytes[id];
  const range =
    (at && positions.ofPath(at.steps)) ?? (bytes && positions.ofBytes(bytes[0], bytes[1])) ?? home;
  const isOneLine = range.start.line === range.end.line;
  return { id, severity, message, range: isOneLine ? range : home };
}

function spelledMacros(macros: Names<Macro>): Map<string, string> {
  const written = [...macros.values()].filter(({ definition }) => definition !== undefined);
  return new Map(written.map(({ name, body }) => [name, spelling(body)]));
}
