// SPDX-License-Identifier: MIT
// Configurations from disk, .c or .cell, checked together, with their problems
// where a person can find them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  cellOf,
  decode,
  runChecks,
  systemCandidatesOf,
  type CellConfig,
  type Configuration,
  type NamedConfig,
  type Problem,
  type SystemConfig,
} from '@cellblock/cell-config';
import {
  compile,
  toSourceProblem,
  type Compilation,
  type SourceProblem,
} from '@cellblock/config-compiler';
import { findInstallation } from '@cellblock/engine/client';

/** A problem in a source has a range; one in a .cell file has a path. */
export interface PlacedProblem {
  readonly file: string;
  readonly problem: Problem | SourceProblem;
}

export interface LoadedConfiguration {
  readonly file: string;
  /** Absent if the source is broken. */
  readonly image?: Uint8Array;
  readonly config?: Configuration;
  readonly compilation?: Compilation;
}

export interface LoadedSet {
  /** In the order of the files. */
  readonly members: readonly LoadedConfiguration[];
  readonly problems: readonly PlacedProblem[];
}

/** Loads and checks files that belong together: at most one system, any of its cells. */
export function loadTogether(files: readonly string[], includes: readonly string[]): LoadedSet {
  const problems: PlacedProblem[] = [];
  const members = files.map((file) => load(file, includes, problems));
  const named = members.flatMap(({ file, config }) =>
    config === undefined ? [] : [{ name: file, config }],
  );
  const system = named.find(isSystem);
  const found = runChecks({ ...(system && { system }), cells: named.filter(isCell) });
  const compilations = new Map(
    members.flatMap(({ file, compilation }) =>
      compilation === undefined ? [] : [[file, compilation] as const],
    ),
  );
  for (const problem of found) {
    const file = problem.at?.config ?? system?.name ?? files[0] ?? '';
    const compilation = compilations.get(file);
    problems.push({
      file,
      problem:
        compilation === undefined ? problem : toSourceProblem(problem, compilation, compilations),
    });
  }
  return { members, problems };
}

/** The files beside a configuration that it is checked with: what may be its system, or its cells. */
export function companionsOf(file: string): string[] {
  const path = resolve(file);
  let siblings: string[];
  try {
    siblings = readdirSync(dirname(path)).map((name) => join(dirname(path), name));
  } catch {
    // The file itself cannot be read either, and loading it says so.
    return [];
  }
  const systems = systemCandidatesOf(path, siblings);
  return systems.length > 0
    ? systems
    : siblings.filter((other) => systemCandidatesOf(other, siblings).includes(path));
}

/** The name that the cell, or the system's root cell, has in its configuration. */
export function nameOf({ config, file }: LoadedConfiguration): string {
  return config === undefined ? file : cellOf(config).name;
}

function load(
  file: string,
  includes: readonly string[],
  problems: PlacedProblem[],
): LoadedConfiguration {
  if (file.endsWith('.cell')) return loadCellFile(file, problems);
  const compilation = compile({ file, readFile: readText, includePaths: includePaths(includes) });
  problems.push(...compilation.problems.map((problem) => ({ file, problem })));
  return {
    file,
    compilation,
    ...(compilation.image && { image: compilation.image }),
    ...(compilation.model && { config: compilation.model }),
  };
}

function loadCellFile(file: string, problems: PlacedProblem[]): LoadedConfiguration {
  let image: Uint8Array;
  try {
    image = readFileSync(file);
  } catch (error) {
    const message = `can't be read: ${(error as Error).message}`;
    problems.push({ file, problem: { id: 'file-not-found', severity: 'error', message } });
    return { file };
  }
  const { config, problems: found } = decode(image);
  problems.push(...found.map((problem) => ({ file, problem })));
  return { file, image, ...(config && { config }) };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The compiler reports what it cannot read where it is asked for.
    return undefined;
  }
}

/** The user's folders first, then the headers that come with us. */
function includePaths(includes: readonly string[]): string[] {
  const found = findInstallation(import.meta.dirname);
  return 'root' in found ? [...includes, join(found.root, 'configs/include')] : [...includes];
}

function isSystem(member: NamedConfig): member is NamedConfig<SystemConfig> {
  return member.config.kind === 'system';
}

function isCell(member: NamedConfig): member is NamedConfig<CellConfig> {
  return member.config.kind === 'cell';
}
