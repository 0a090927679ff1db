// SPDX-License-Identifier: MIT
// Every subcommand, in the order of the help; each is loaded when it is used.
import type { CommandEntry } from '../command-line/command.js';
import { configCommands } from './config-commands.js';

export const commands: readonly CommandEntry[] = [
  ...configCommands,
  { words: ['run'], load: async () => (await import('./run.js')).run },
  { words: ['completion'], load: async () => (await import('./completion.js')).completion },
];
