// SPDX-License-Identifier: MIT
// What every shell's completion needs of the descriptions of commands.
import { groups, helpOption } from '../command-line/command.js';
import type { Command, OptionDescription } from '../command-line/command.js';

/** The words that may follow, in the order of the help. */
export function wordsAfter(commands: readonly Command[], before: readonly string[]): string[] {
  const next = commands
    .filter(({ words }) => before.every((word, index) => words[index] === word))
    .map(({ words }) => words[before.length])
    .filter((word) => word !== undefined);
  return [...new Set(next)];
}

export function optionsOf({ options }: Command): readonly OptionDescription[] {
  return [...options, helpOption];
}

/** `-o` and `--output`. */
export function optionNames({ long, short }: OptionDescription): string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${long}`];
}

/** What a command does, or what a group of them is about. */
export function describeWord(commands: readonly Command[], words: readonly string[]): string {
  const command = commands.find((each) => each.words.join(' ') === words.join(' '));
  return command?.summary ?? groups[words.join(' ')] ?? '';
}
