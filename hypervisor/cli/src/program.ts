// SPDX-License-Identifier: MIT
// One run of the command: finds the subcommand, and says what became of it.
import { CommandFailure, FAILED } from './command-failure.js';
import type { CommandEntry } from './command-line/command.js';
import { dispatch } from './command-line/dispatch.js';
import { printable } from './printable.js';

/** Runs what the words name of these commands; sets the exit status. */
export async function runProgram(
  entries: readonly CommandEntry[],
  words: readonly string[],
): Promise<void> {
  // Whoever read the output has gone, as "| head" does. The host ends the
  // machine when this client is gone.
  process.stdout.on('error', () => process.exit(FAILED));
  const print = (text: string): void => {
    process.stdout.write(text);
  };
  try {
    process.exitCode = await dispatch({ entries, print }, words);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    console.error(`cellblock: ${printable(error.message)}`);
    process.exitCode = error.status;
  }
}
