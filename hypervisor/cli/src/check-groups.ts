// SPDX-License-Identifier: MIT
// Which of the files that are checked belong together: a system and its cells.
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCandidatesOf } from '@cellblock/cell-config';
import type { LoadedConfiguration, Loader } from './configuration.js';
import { STANDARD_INPUT } from './input-file.js';

export interface CheckGroup {
  readonly system?: LoadedConfiguration;
  /** Whether the system was found beside its cells, not given. */
  readonly isFound: boolean;
  readonly cells: readonly LoadedConfiguration[];
}

/**
 * Cells go with the system whose name theirs starts with, of those given or
 * beside them; with the one that is given if no name fits; else alone.
 */
export function checkGroups(files: readonly string[], loader: Loader): CheckGroup[] {
  const members = files.map(loader.load);
  const systems = members.filter(({ config }) => config?.kind === 'system');
  const groups = new Map<string, CheckGroup>(
    systems.map((system) => [system.file, { system, isFound: false, cells: [] }]),
  );
  const alone: CheckGroup[] = [];
  for (const cell of members) {
    if (groups.has(cell.file) && systems.includes(cell)) continue;
    const system = systemOf(cell.file, systems, loader);
    if (system === undefined) {
      alone.push({ isFound: false, cells: [cell] });
      continue;
    }
    const known = groups.get(system.file) ?? { system, isFound: true, cells: [] };
    groups.set(system.file, { ...known, cells: [...known.cells, cell] });
  }
  return [...groups.values(), ...alone];
}

function systemOf(
  cell: string,
  systems: readonly LoadedConfiguration[],
  loader: Loader,
): LoadedConfiguration | undefined {
  const [first] = systems;
  if (systems.length === 1 && first !== undefined) return first;
  const given = systemCandidatesOf(
    inOneFolder(cell),
    systems.map(({ file }) => inOneFolder(file)),
  );
  const byName = given
    .map((name) => systems.find(({ file }) => inOneFolder(file) === name))
    .find((system) => system !== undefined);
  if (byName !== undefined || systems.length > 0 || cell === STANDARD_INPUT) return byName;
  return systemCandidatesOf(resolve(cell), siblingsOf(cell))
    .map(loader.load)
    .find(({ config }) => config?.kind === 'system');
}

/** Names decide among files that were given, wherever they are and whatever their kind. */
function inOneFolder(file: string): string {
  return `${basename(file).replace(/\.(c|cell)$/, '')}.c`;
}

function siblingsOf(file: string): string[] {
  const folder = dirname(resolve(file));
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // The file itself can't be read either, and loading it says so.
    return [];
  }
}
