// SPDX-License-Identifier: MIT
// Where the headers of a configuration are: beside or above it, as in a tree
// whose structs differ from ours, and those that come with this command.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folders that may hold jailhouse/cell-config.h, in any folder above a configuration. */
const candidates = ['configs/include', 'include'];

/** Where this command is installed. */
const home = process.env.CELLBLOCK_ROOT || import.meta.dirname;

const known = new Map<string, readonly string[]>();

/** Folders for #include: those that the user gave, the source's own tree, the installation. */
export function includePathsFor(file: string, given: readonly string[]): readonly string[] {
  const found = [dirname(resolve(file)), home].flatMap(headersAbove);
  return [...new Set([...given, ...found])];
}

/** Of the nearest folder, here or above, that has the header of the format. */
function headersAbove(folder: string): readonly string[] {
  const cached = known.get(folder);
  if (cached !== undefined) return cached;
  const here = candidates
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'jailhouse/cell-config.h')));
  const parent = dirname(folder);
  const found = here.length > 0 || parent === folder ? here : headersAbove(parent);
  known.set(folder, found);
  return found;
}
