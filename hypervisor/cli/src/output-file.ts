// SPDX-License-Identifier: MIT
// Where a command writes its result: a file, or the standard output as `-`.
import { statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from './command-failure.js';
import { reasonOf, STANDARD_INPUT } from './input-file.js';

export const STANDARD_OUTPUT = '-';

export function writeOutput(output: string, bytes: Uint8Array): void {
  if (output === STANDARD_OUTPUT) {
    process.stdout.write(bytes);
    return;
  }
  try {
    writeFileSync(output, bytes);
  } catch (error) {
    throw new CommandFailure(`can't write: ${output} ${outputReason(error)}`);
  }
}

/** The same for two names of one file, links included; the standard input and output are none. */
export function identity(file: string): string {
  if (file === STANDARD_INPUT) return file;
  try {
    // What does not exist is no exception here: most outputs are new, and exceptions are slow.
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined) return `${found.dev}:${found.ino}`;
  } catch {
    // What can't be looked at is said where it is opened.
  }
  return resolve(file);
}

function outputReason(error: unknown): string {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (isMissing) return 'lies in a folder that does not exist; make it first';
  const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
  return isFolder ? 'is a folder; name a file in it' : reasonOf(error);
}
