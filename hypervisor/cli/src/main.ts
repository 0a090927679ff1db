// SPDX-License-Identifier: MIT
// The `cellblock` command with all of its subcommands.
import { commands } from './commands/index.js';
import { runProgram } from './program.js';

await runProgram(commands, process.argv.slice(2));
