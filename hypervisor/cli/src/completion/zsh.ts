// SPDX-License-Identifier: MIT
// Completion for zsh, by its function _arguments.
import type { Command, Completion, OptionDescription } from '../command-line/command.js';
import { describeWord, optionNames, optionsOf, wordsAfter } from './words.js';

export function zshCompletion(commands: readonly Command[]): string {
  return `#compdef cellblock
# zsh completion of cellblock. Load it: source <(cellblock completion zsh)
# or save it as _cellblock in a folder of $fpath.

${functionOf(commands, [])}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _cellblock "$@"
else
  compdef _cellblock cellblock
fi
`;
}

/** One function for each word that others follow, the inner ones first. */
function functionOf(commands: readonly Command[], words: readonly string[]): string {
  const next = wordsAfter(commands, words);
  const isCommand = (word: string): boolean => find(commands, [...words, word]) !== undefined;
  const inner = next
    .filter((word) => !isCommand(word))
    .map((word) => functionOf(commands, [...words, word]));
  const described = next.map((word) =>
    quoted(`${word}:${describeWord(commands, [...words, word]).replaceAll(':', '\\:')}`),
  );
  return `${inner.join('')}${nameOf(words)}() {
  local curcontext=$curcontext state line
  local -a commands=(${described.join(' ')})
  _arguments -C ${words.length === 0 ? "'--version[show the version]' " : ''}'(-h --help)'{-h,--help}'[show help]' '1: :->word' '*:: :->rest'
  case $state in
    word) _describe command commands ;;
    rest)
      case $words[1] in
${next.map((word) => `        ${word}) ${callOf(commands, [...words, word])} ;;`).join('\n')}
      esac ;;
  esac
}

`;
}

function callOf(commands: readonly Command[], words: readonly string[]): string {
  const command = find(commands, words);
  if (command === undefined) return nameOf(words);
  const specs = [
    ...optionsOf(command).flatMap(optionSpecs),
    ...command.arguments.map(({ name, most, completion }) =>
      quoted(`${most === undefined ? '*' : ''}:${name}:${action(completion)}`),
    ),
  ];
  return ['_arguments -s', ...specs].join(' \\\n          ');
}

function optionSpecs(option: OptionDescription): string[] {
  const { value, describe, repeatable } = option;
  const names = optionNames(option);
  const text = describe.replace(/[\\:[\]]/g, '\\$&');
  const exclusion = repeatable ? '*' : `(${names.join(' ')})`;
  return names.map((name) => {
    if (value === undefined) return quoted(`${exclusion}${name}[${text}]`);
    const joint = name.startsWith('--') ? '=' : '+';
    const title = value.name.replace(/[[\]]/g, '');
    return quoted(`${exclusion}${name}${joint}[${text}]:${title}:${action(value.completion)}`);
  });
}

function action(completion: Completion | undefined): string {
  switch (completion?.kind) {
    case 'file': {
      const patterns = completion.extensions.map((extension) => `*${extension}`);
      return patterns.length === 0 ? '_files' : `_files -g "${patterns.join(' ')}"`;
    }
    case 'folder':
      return '_files -/';
    case 'choice':
      return `(${completion.of.join(' ')})`;
    case undefined:
      return ' ';
  }
}

function find(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands.find((command) => command.words.join(' ') === words.join(' '));
}

function nameOf(words: readonly string[]): string {
  return ['_cellblock', ...words].join('_');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
