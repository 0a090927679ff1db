// SPDX-License-Identifier: MIT
// Sources for tests: the repository's files, with some replaced or added.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompileInput } from './compilation.js';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads paths relative to the repository. */
export function readRepositoryFile(path: string): string | undefined {
  try {
    return readFileSync(join(repository, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** Input for a file of the repository, or of `files`, which come first. */
export function inputFor(file: string, files: Readonly<Record<string, string>> = {}): CompileInput {
  return {
    file,
    readFile: (path) => files[path] ?? readRepositoryFile(path),
    includePaths: [
      'configs/include',
      'configs/include/arch/arm64',
      'configs/include/arch/arm-common',
    ],
  };
}
