// SPDX-License-Identifier: MIT
// The `cellblock` command: finds the subcommand, and says what became of it.
import { CommandFailure, FAILED } from './command-failure.js';
import { dispatch } from './command-line/dispatch.js';
import { commands } from './commands/index.js';
import { printable } from './printable.js';

// Whoever read the output has gone, as "| head" does. The host ends the
// machine when this client is gone.
process.stdout.on('error', () => process.exit(FAILED));

const print = (text: string): void => {
  process.stdout.write(text);
};

try {
  process.exitCode = await dispatch({ entries: commands, print }, process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error;
  console.error(`cellblock: ${printable(error.message)}`);
  process.exitCode = error.status;
}
