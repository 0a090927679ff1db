// SPDX-License-Identifier: MIT
// The model's checks over compiled sources: what belongs together is checked
// together, and every problem is put where its tokens are.
import { locate, runChecks, systemCandidatesOf } from '@cellblock/cell-config';
import type {
  CellConfig,
  ModelPath,
  NamedConfig,
  Problem,
  SystemConfig,
  SystemSet,
} from '@cellblock/cell-config';
import type { Compilation, CompileInput, SourceProblem } from './compilation.js';
import { compile, editedSourceOf, inCompiledFile, notesOfPath, rangeOfPath } from './compile.js';
import { sourceFixOf } from './fixes/source-fix.js';
import { touches } from './source.js';
import type { SourceRange } from './source.js';

/** Problems by the file that was compiled, those of the compiler first. */
export type ProblemsByFile = ReadonlyMap<string, readonly SourceProblem[]>;

/** What the checks may know beside the configurations. */
export type CheckContext = Pick<SystemSet, 'launchSet' | 'board'>;

/**
 * Check compilations of one system: at most one system and any of its cells.
 * A file whose source is broken takes part as far as it has a model.
 */
export function checkTogether(
  compilations: readonly Compilation[],
  context: CheckContext = {},
): ProblemsByFile {
  const byFile = new Map(compilations.map((compilation) => [compilation.file, compilation]));
  const found = new Map(compilations.map(({ file, problems }) => [file, [...problems]]));
  const named = compilations.flatMap(({ file, model }) =>
    model ? [{ name: file, config: model }] : [],
  );
  const isSystem = (member: NamedConfig): member is NamedConfig<SystemConfig> =>
    member.config.kind === 'system';
  const isCell = (member: NamedConfig): member is NamedConfig<CellConfig> =>
    member.config.kind === 'cell';
  const system = named.find(isSystem);
  const set = { ...context, ...(system && { system }), cells: named.filter(isCell) };
  for (const problem of runChecks(set)) {
    const file = problem.at?.config ?? set.system?.name;
    const compilation = file === undefined ? undefined : byFile.get(file);
    if (file === undefined || compilation === undefined) continue;
    if (followsFromError(problem, compilation) || isToldOfArray(problem, compilation)) continue;
    const { range, related, ...more } = toSourceProblem(problem, compilation, byFile);
    const places = [range, ...(related ?? []).map((place) => place.range)];
    if (places.some((place) => hasErrorIn(place, byFile))) continue;
    found.get(file)?.push({ range, ...(related && { related }), ...more });
  }
  return found;
}

/**
 * What could not be compiled has no value: a check would only repeat that
 * something is wrong. In a source with errors, any problem of the line is
 * reason enough: its value may have come into the wrong field.
 */
function hasErrorIn(place: SourceRange, compilations: ReadonlyMap<string, Compilation>): boolean {
  const { problems = [], image } = compilations.get(place.file) ?? {};
  return problems.some(({ severity, range }) => {
    if (severity === 'error' && touches(range, place)) return true;
    const isSameLine = range.file === place.file && range.start.line === place.start.line;
    return image === undefined && isSameLine;
  });
}

/** In a source with errors, what seems to be left out may only not be understood. */
function followsFromError({ at }: Problem, { image, model, positions }: Compilation): boolean {
  if (image !== undefined || at === undefined) return false;
  const bytes = model && locate(model, at.steps);
  return bytes?.start === bytes?.end || !positions.isWritten(at.steps);
}

/** That an array is too large says of its last elements all that there is to say. */
function isToldOfArray({ at }: Problem, { problems, positions }: Compilation): boolean {
  const isElement = typeof at?.steps.at(-1) === 'number' && !positions.isWritten(at.steps);
  return isElement && problems.some(({ id }) => id === 'array-too-large');
}

/** A problem of the model at its tokens. `others` are the compilations that paths may name. */
export function toSourceProblem(
  problem: Problem,
  compilation: Compilation,
  others: ReadonlyMap<string, Compilation>,
): SourceProblem {
  const { id, severity, message, at, related, fix } = problem;
  const compilationOf = (path: ModelPath): Compilation =>
    (path.config === undefined ? undefined : others.get(path.config)) ?? compilation;
  const edits =
    fix &&
    sourceFixOf(fix, (config) =>
      editedSourceOf(config === undefined ? compilation : (others.get(config) ?? compilation)),
    );
  const through = notesOfPath(compilation, at);
  return inCompiledFile(compilation, {
    id,
    severity,
    message,
    range: rangeOfPath(compilation, at),
    ...(through.length > 0 && { through }),
    ...(related && {
      related: related.map((place) => ({
        range: rangeOfPath(compilationOf(place.at), place.at),
        message: place.message,
      })),
    }),
    ...(edits && { fix: edits }),
  });
}

export interface CheckedSource {
  readonly compilation: Compilation;
  /** The system that the file is or belongs to, if there is one. */
  readonly system?: Compilation;
  /** Every compilation that took part, the file's own first. */
  readonly members: readonly Compilation[];
  /** Of the file alone. */
  readonly problems: readonly SourceProblem[];
  readonly problemsByFile: ProblemsByFile;
}

/**
 * Compile a file and check it with the system that it belongs to: a cell with
 * its system, a system with all of its cells. A cell's system is the nearest
 * of systemCandidatesOf() that is a system.
 *
 * `siblings` are the paths of the files beside it; `compileFile` may come from
 * a cache and is asked only for files that can matter.
 */
export function compileAndCheck(
  input: CompileInput,
  siblings: readonly string[],
  compileFile: (input: CompileInput) => Compilation = compile,
): CheckedSource {
  const compiled = new Map<string, Compilation>();
  const compilationOf = (file: string): Compilation => {
    const compilation = compiled.get(file) ?? compileFile({ ...input, file });
    compiled.set(file, compilation);
    return compilation;
  };
  const systemOf = (file: string): string | undefined =>
    systemCandidatesOf(file, siblings).find(
      (candidate) => compilationOf(candidate).model?.kind === 'system',
    );
  const compilation = compilationOf(input.file);
  const systemFile = compilation.model?.kind === 'system' ? undefined : systemOf(input.file);
  const others =
    systemFile === undefined
      ? siblings.filter(
          (file) =>
            systemCandidatesOf(file, siblings).includes(input.file) &&
            systemOf(file) === input.file &&
            compilationOf(file).model?.kind !== 'system',
        )
      : [systemFile];
  const members = [input.file, ...others].map(compilationOf);
  const problemsByFile = checkTogether(members);
  const system = members.find(({ model }) => model?.kind === 'system');
  return {
    compilation,
    ...(system && { system }),
    members,
    problems: problemsByFile.get(input.file) ?? [],
    problemsByFile,
  };
}
