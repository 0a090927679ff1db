// SPDX-License-Identifier: MIT
// From the words of a command line to the command that they name.
import { CommandFailure, USAGE } from '../command-failure.js';
import type { Command, CommandEntry } from './command.js';
import { commandHelp, groupHelp, usageOf } from './help.js';
import { parseArguments } from './parse-arguments.js';

export interface Program {
  readonly entries: readonly CommandEntry[];
  readonly print: (text: string) => void;
}

/** Runs what the words name; returns the exit status, or throws a CommandFailure. */
export async function dispatch(program: Program, words: readonly string[]): Promise<number> {
  const entry = entryOf(program.entries, words);
  if (entry === undefined) return await withoutCommand(program, words);
  const command = await entry.load();
  const rest = words.slice(entry.words.length);
  const { given, wantsHelp, problems } = parseArguments(command, rest);
  if (wantsHelp) {
    program.print(commandHelp(command));
    return 0;
  }
  const [problem] = problems;
  if (problem !== undefined) {
    const { message, unknown } = problem;
    const hint = unknown === undefined ? '' : await didYouMean(unknown, optionNames(command));
    throw new CommandFailure(
      `${message}${hint}\nusage: ${usageOf(command)}\n` +
        `Try: cellblock ${command.words.join(' ')} --help`,
      USAGE,
    );
  }
  return (await command.run(given, program.entries)) ?? 0;
}

/** The entry with the most words that the command line starts with. */
function entryOf(
  entries: readonly CommandEntry[],
  words: readonly string[],
): CommandEntry | undefined {
  return entries
    .filter((entry) => entry.words.every((word, index) => word === words[index]))
    .sort((a, b) => b.words.length - a.words.length)[0];
}

/** Help for everything or for a group, the version, or a word that means nothing. */
async function withoutCommand(program: Program, words: readonly string[]): Promise<number> {
  const { entries, print } = program;
  const [first, second] = words;
  if (first === '--version' || first === '-V') {
    const { version } = await import('../version.js');
    print(`cellblock ${version}\n`);
    return 0;
  }
  if (first === 'help') {
    const entry = entryOf(entries, words.slice(1));
    if (entry === undefined) return await withoutCommand(program, [...words.slice(1), '--help']);
    print(commandHelp(await entry.load()));
    return 0;
  }
  const group = entries.filter((entry) => entry.words.length > 1 && entry.words[0] === first);
  const [word, common] = group.length > 0 ? [second, [first ?? '']] : [first, []];
  const members = group.length > 0 ? group : entries;
  const isHelp = word === '--help' || word === '-h';
  if (word === undefined || isHelp) {
    const help = groupHelp(common, await Promise.all(members.map(({ load }) => load())));
    if (isHelp) {
      print(help);
      return 0;
    }
    throw new CommandFailure(`no command is given\n${help.trimEnd()}`, USAGE);
  }
  const names = members.map((entry) => entry.words[common.length] ?? '');
  const hint = await didYouMean(word, [...new Set(names)]);
  const what = word.startsWith('-') ? 'option' : 'command';
  throw new CommandFailure(
    `unknown ${what} '${[...common, word].join(' ')}'${hint}\n` +
      `Commands: ${[...new Set(names)].join(', ')}. Try: ${['cellblock', ...common].join(' ')} --help`,
    USAGE,
  );
}

function optionNames({ options }: Command): string[] {
  return ['--help', ...options.map(({ long }) => `--${long}`)];
}

async function didYouMean(word: string, names: readonly string[]): Promise<string> {
  const { nearestName } = await import('@cellblock/config-compiler');
  const name = nearestName(word, names);
  return name === undefined ? '' : `; did you mean '${name}'?`;
}
