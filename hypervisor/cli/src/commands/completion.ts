// SPDX-License-Identifier: MIT
// `cellblock completion`: a script by which a shell completes commands,
// options and files.
import type { Arguments, Command, CommandEntry } from '../command-line/command.js';
import { CommandFailure, USAGE } from '../command-failure.js';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { zshCompletion } from '../completion/zsh.js';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export const completion: Command = {
  words: ['completion'],
  summary: 'print a script that completes commands, options and files in your shell',
  arguments: [
    {
      name: 'shell',
      describe: 'bash, zsh or fish',
      least: 1,
      most: 1,
      completion: { kind: 'choice', of: Object.keys(shells) },
    },
  ],
  options: [],
  examples: [
    {
      does: 'bash, from the next shell on',
      command: "echo 'source <(cellblock completion bash)' >> ~/.bashrc",
    },
    {
      does: 'zsh, in a folder of $fpath',
      command: 'cellblock completion zsh > "${fpath[1]}/_cellblock"',
    },
    {
      does: 'fish',
      command: 'cellblock completion fish > ~/.config/fish/completions/cellblock.fish',
    },
  ],
  run,
};

async function run(given: Arguments, all: readonly CommandEntry[]): Promise<undefined> {
  const [shell = ''] = given.positionals;
  if (!isShell(shell)) {
    const known = Object.keys(shells).join(', ');
    throw new CommandFailure(`there is no completion for '${shell}', only for ${known}`, USAGE);
  }
  const described = await Promise.all(all.map(({ load }) => load()));
  process.stdout.write(shells[shell](described));
}

function isShell(name: string): name is keyof typeof shells {
  return Object.hasOwn(shells, name);
}
