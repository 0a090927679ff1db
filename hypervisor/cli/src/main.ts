// SPDX-License-Identifier: MIT
// The `cellblock` command: its subcommands, and what becomes of a failure.
import { Command, CommanderError } from 'commander';
import { CommandFailure, FAILED, USAGE } from './command-failure.js';
import { addConfigCheck } from './commands/config-check.js';
import { addConfigCompile } from './commands/config-compile.js';
import { addRun } from './commands/run.js';
import { printable } from './printable.js';

const program = new Command('cellblock')
  .description('a partitioning hypervisor that you can see into')
  .exitOverride();
const config = program.command('config').description('configurations of systems and cells');
addConfigCompile(config);
addConfigCheck(config);
addRun(program);

// Whoever read the output has gone, as "| head" does. The host ends the
// machine when this client is gone.
process.stdout.on('error', () => process.exit(FAILED));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandFailure) {
    console.error(`cellblock: ${printable(error.message)}`);
    process.exitCode = error.status;
  } else if (error instanceof CommanderError) {
    // Commander has said what it had to say.
    process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  } else {
    throw error;
  }
}
