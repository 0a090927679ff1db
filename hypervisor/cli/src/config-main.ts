// SPDX-License-Identifier: MIT
// The subcommands on configurations alone, which are bundled into one file:
// they are run for many files in builds, where loading counts.
import { configCommands } from './commands/config-commands.js';
import { runProgram } from './program.js';

/** Runs `cellblock config` with the words behind it and before. */
export async function run(words: readonly string[]): Promise<void> {
  await runProgram(configCommands, words);
}
