// SPDX-License-Identifier: MIT
// Configurations from disk, source or binary, checked together, with their
// problems where a person can find them.
import { cellOf, decode, runChecks } from '@cellblock/cell-config';
import type {
  CellConfig,
  Configuration,
  NamedConfig,
  Problem,
  RelatedPlace,
  SystemConfig,
  SystemSet,
} from '@cellblock/cell-config';
import { createCompiler, toSourceProblem } from '@cellblock/config-compiler';
import type { Compilation, SourceProblem, TargetName } from '@cellblock/config-compiler';
import { includePathsFor } from './header-folders.js';
import { readInput } from './input-file.js';

/** A problem in a source has a range; one in a .cell file has a path. */
export interface PlacedProblem {
  readonly file: string;
  readonly problem: Problem | SourceProblem;
  /** What a problem in a source has to do with, in .cell files. */
  readonly elsewhere?: readonly RelatedPlace[];
}

export interface LoadedConfiguration {
  readonly file: string;
  /** Absent if the source is broken or the file can't be read. */
  readonly image?: Uint8Array;
  readonly config?: Configuration;
  readonly compilation?: Compilation;
  /** Of the file alone. */
  readonly problems: readonly PlacedProblem[];
}

export interface LoadOptions {
  /** Folders for #include before all others. */
  readonly include?: readonly string[];
  /** Macros, name to replacement. */
  readonly defines?: Readonly<Record<string, string>>;
  /** Absent: the folder of a source tells; or the contents of a file that does not say it. */
  readonly target?: TargetName;
}

/** Loads configurations, each once, and reads each header once. */
export interface Loader {
  readonly load: (file: string) => LoadedConfiguration;
  /** The text of a source or header that was read. */
  readonly textOf: (file: string) => string | undefined;
  /** Lets go of a file that is done with, so that many of them need little memory. */
  readonly forget: (file: string) => void;
}

export function configurationLoader({ include = [], ...options }: LoadOptions): Loader {
  const compiler = createCompiler();
  const loaded = new Map<string, LoadedConfiguration>();
  const texts = new Map<string, string | undefined>();
  const decoder = new TextDecoder();
  const readFile = (path: string): string | undefined => {
    if (!texts.has(path)) {
      const input = readInput(path);
      // What can't be read, the compiler reports where it is asked for.
      texts.set(path, 'bytes' in input ? decoder.decode(input.bytes) : undefined);
    }
    return texts.get(path);
  };
  const loadOnce = (file: string): LoadedConfiguration => {
    const input = readInput(file);
    if ('failure' in input) return unreadable(file, input.failure);
    if (isBinary(file, input.bytes)) return decoded(file, input.bytes, options.target);
    texts.set(file, decoder.decode(input.bytes));
    const includePaths = includePathsFor(file, include);
    return compiled(compiler.compile({ file, readFile, includePaths, ...options }));
  };
  const load = (file: string): LoadedConfiguration => {
    const configuration = loaded.get(file) ?? loadOnce(file);
    loaded.set(file, configuration);
    return configuration;
  };
  const forget = (file: string): void => {
    loaded.delete(file);
    texts.delete(file);
  };
  return { load, textOf: (file) => texts.get(file), forget };
}

/**
 * What the checks find in configurations that belong together: at most one system.
 * Only such cells as are to run at the same time have to leave each other alone.
 */
export function checkTogether(
  members: readonly LoadedConfiguration[],
  context: Pick<SystemSet, 'launchSet' | 'board'>,
): PlacedProblem[] {
  const named = members.flatMap(({ file, config }) =>
    config === undefined ? [] : [{ name: file, config }],
  );
  const system = named.find(isSystem);
  const compilations = new Map(
    members.flatMap(({ file, compilation }) =>
      compilation === undefined ? [] : [[file, compilation] as const],
    ),
  );
  const found = runChecks({ ...context, ...(system && { system }), cells: named.filter(isCell) });
  return found
    .map((problem) => placed(problem, compilations, system?.name ?? members[0]?.file ?? ''))
    .filter((each) => !followsFromError(each, compilations));
}

function placed(
  problem: Problem,
  compilations: ReadonlyMap<string, Compilation>,
  home: string,
): PlacedProblem {
  const file = problem.at?.config ?? home;
  const compilation = compilations.get(file);
  if (compilation === undefined) return { file, problem };
  const isInSource = ({ at }: RelatedPlace): boolean => compilations.has(at.config ?? file);
  const { related = [], ...rest } = problem;
  const inSources = related.filter(isInSource);
  const elsewhere = related.filter((place) => !isInSource(place));
  return {
    file,
    problem: toSourceProblem(
      { ...rest, ...(inSources.length > 0 && { related: inSources }) },
      compilation,
      compilations,
    ),
    ...(elsewhere.length > 0 && { elsewhere }),
  };
}

/** What could not be compiled has no value: a check would only repeat that something is wrong. */
function followsFromError(
  { problem }: PlacedProblem,
  compilations: ReadonlyMap<string, Compilation>,
): boolean {
  if (!('range' in problem)) return false;
  const places = [problem.range, ...(problem.related ?? []).map(({ range }) => range)];
  return places.some(({ file, start }) =>
    (compilations.get(file)?.problems ?? []).some(
      ({ severity, range }) =>
        severity === 'error' && range.file === file && range.start.line === start.line,
    ),
  );
}

/** A problem of the model where its file says it: in the source, if it comes from one. */
export function placeIn(
  { file, compilation }: LoadedConfiguration,
  problem: Problem,
): PlacedProblem {
  const compilations = new Map(compilation === undefined ? [] : [[file, compilation]]);
  return placed(problem, compilations, file);
}

/** The name that the cell, or the system's root cell, has in its configuration. */
export function nameOf({ config, file }: LoadedConfiguration): string {
  return config === undefined ? file : cellOf(config).name;
}

function unreadable(file: string, failure: string): LoadedConfiguration {
  const problem: Problem = { id: 'file-not-readable', severity: 'error', message: failure };
  return { file, problems: [{ file, problem }] };
}

/** By its content, whatever it is called; what says nothing, by its name. */
function isBinary(file: string, bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 5));
  if (['JHSYS', 'JHCLL', 'JHCEL', 'JAILS', 'JAILC'].includes(start)) return true;
  return file.endsWith('.cell') || bytes.subarray(0, 4096).includes(0);
}

/** The numbers of JAILHOUSE_X86, JAILHOUSE_ARM and JAILHOUSE_ARM64. */
const architectures: Readonly<Record<TargetName, number>> = { x86_64: 0, arm: 1, aarch64: 2 };

function decoded(
  file: string,
  image: Uint8Array,
  target: TargetName | undefined,
): LoadedConfiguration {
  const told = target && { architecture: architectures[target] };
  const { config, problems } = decode(image, told);
  return {
    file,
    image,
    ...(config && { config }),
    problems: problems.map((problem) => ({ file, problem })),
  };
}

function compiled(compilation: Compilation): LoadedConfiguration {
  const { file, image } = compilation;
  return {
    file,
    compilation,
    ...(image && { image }),
    get config() {
      return compilation.model;
    },
    problems: compilation.problems.map((problem) => ({ file, problem })),
  };
}

function isSystem(member: NamedConfig): member is NamedConfig<SystemConfig> {
  return member.config.kind === 'system';
}

function isCell(member: NamedConfig): member is NamedConfig<CellConfig> {
  return member.config.kind === 'cell';
}
