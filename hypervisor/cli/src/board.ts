// SPDX-License-Identifier: MIT
// Files about a system's board: those that are given, or those that
// cellblock.json or their names tell.
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { boardFileNames, readBoard } from '@cellblock/cell-config';
import type { BoardRead, Problem } from '@cellblock/cell-config';
import type { LoadedConfiguration, PlacedProblem } from './configuration.js';
import { readInput } from './input-file.js';

/** Undefined where nothing tells of the board. */
export function boardOf(
  system: LoadedConfiguration | undefined,
  given: readonly string[],
): BoardRead | undefined {
  const paths =
    given.length > 0
      ? given.map((path) => resolve(path))
      : system === undefined
        ? []
        : filesBeside(system.file);
  return paths.length === 0 ? undefined : readBoard(paths, { bytesOf, textOf });
}

/** What is wrong with the files themselves, to be told like problems of configurations. */
export function problemsWithBoard({ problems }: BoardRead): PlacedProblem[] {
  return problems.map(({ file, id, severity, message, line }) => {
    const problem: Problem = {
      id,
      severity,
      message: line === undefined ? message : `Line ${line}: ${message}`,
    };
    return { file, problem };
  });
}

function filesBeside(system: string): string[] {
  const folder = dirname(resolve(system));
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // The system came from elsewhere than a folder that can be listed.
    return [];
  }
  const found = boardFileNames(system, { names, textOf: (name) => textOf(join(folder, name)) });
  return found.map((name) => join(folder, name));
}

function bytesOf(path: string): Uint8Array | undefined {
  const input = readInput(path);
  return 'bytes' in input ? input.bytes : undefined;
}

function textOf(path: string): string | undefined {
  const bytes = bytesOf(path);
  return bytes && new TextDecoder().decode(bytes);
}
