// SPDX-License-Identifier: MIT
// Completion for fish.
import type { Command, Completion, OptionDescription } from '../command-line/command.js';
import { describeWord, optionsOf, wordsAfter } from './words.js';

export function fishCompletion(commands: readonly Command[]): string {
  const groups = [
    ...new Set(
      commands.flatMap(({ words }) =>
        words.slice(0, -1).map((_, i) => words.slice(0, i + 1).join(' ')),
      ),
    ),
  ];
  return `# fish completion of cellblock. Load it: cellblock completion fish | source

# Whether the words so far, options aside, begin with the given ones; alone: are just these.
function __cellblock_at
    set -l words (commandline -opc | string match -v -- '-*')[2..]
    test (count $words) -ge (count $argv); or return 1
    test (count $argv) -eq 0; or test "$words[1..$(count $argv)]" = "$argv"
end
function __cellblock_only
    set -l words (commandline -opc | string match -v -- '-*')[2..]
    test "$words" = "$argv"
end
# Files of the given extensions, and folders on the way there.
function __cellblock_files
    set -l word (commandline -ct | string replace -r '^-[A-Za-z]|^--[a-z-]+=' '')
    __fish_complete_directories $word ''
    for extension in $argv
        __fish_complete_suffix $extension
    end
end

complete -c cellblock -f
${[[], ...groups.map((group) => group.split(' '))].flatMap((words) => wordLines(commands, words)).join('\n')}
complete -c cellblock -n __cellblock_only -l version -d 'show the version'
${commands.flatMap(commandLines).join('\n')}
`;
}

function wordLines(commands: readonly Command[], before: readonly string[]): string[] {
  const condition = quoted(['__cellblock_only', ...before].join(' '));
  return wordsAfter(commands, before).map(
    (word) =>
      `complete -c cellblock -n ${condition} -a ${word} -d ${quoted(describeWord(commands, [...before, word]))}`,
  );
}

function commandLines(command: Command): string[] {
  const condition = quoted(['__cellblock_at', ...command.words].join(' '));
  const start = `complete -c cellblock -n ${condition}`;
  const [argument] = command.arguments;
  return [
    ...optionsOf(command).map((option) => `${start} ${optionText(option)}`),
    ...(argument?.completion ? [`${start} ${values(argument.completion)}`] : []),
  ];
}

function optionText({ long, short, value, describe }: OptionDescription): string {
  const letter = short === undefined ? '' : `-s ${short} `;
  const taken = value === undefined ? '' : `-x ${values(value.completion)} `;
  return `${letter}-l ${long} ${taken}-d ${quoted(describe)}`;
}

function values(completion: Completion | undefined): string {
  switch (completion?.kind) {
    case 'file':
      return completion.extensions.length === 0
        ? '-F'
        : `-a ${quoted(`(__cellblock_files ${completion.extensions.join(' ')})`)}`;
    case 'folder':
      return "-a '(__fish_complete_directories)'";
    case 'choice':
      return `-a ${quoted(completion.of.join(' '))}`;
    case undefined:
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
