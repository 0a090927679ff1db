// SPDX-License-Identifier: MIT
// Every subcommand of `config`, in the order of the help; each is loaded when it is used.
import type { CommandEntry } from '../command-line/command.js';

export const configCommands: readonly CommandEntry[] = [
  {
    words: ['config', 'compile'],
    load: async () => (await import('./config-compile.js')).configCompile,
  },
  { words: ['config', 'check'], load: async () => (await import('./config-check.js')).configCheck },
  { words: ['config', 'show'], load: async () => (await import('./config-show.js')).configShow },
  { words: ['config', 'diff'], load: async () => (await import('./config-diff.js')).configDiff },
  {
    words: ['config', 'convert'],
    load: async () => (await import('./config-convert.js')).configConvert,
  },
  {
    words: ['config', 'explain'],
    load: async () => (await import('./config-explain.js')).configExplain,
  },
];
