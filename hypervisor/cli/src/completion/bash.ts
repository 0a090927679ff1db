// SPDX-License-Identifier: MIT
// Completion for bash, of nothing but its own builtins.
import type { Command, Completion, OptionDescription } from '../command-line/command.js';
import { optionNames, optionsOf, wordsAfter } from './words.js';

export function bashCompletion(commands: readonly Command[]): string {
  const prefixes = [
    ...new Set(
      commands.flatMap(({ words }) => words.map((_, i) => words.slice(0, i + 1).join(' '))),
    ),
  ];
  const groups = prefixes.filter(
    (prefix) => !commands.some(({ words }) => words.join(' ') === prefix),
  );
  return `# bash completion of cellblock. Load it: source <(cellblock completion bash)

# Files of the given extensions, and folders on the way there; all files without any.
_cellblock_files() {
  local extension
  compopt -o filenames 2>/dev/null
  if (($# == 0)); then
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  else
    mapfile -t COMPREPLY < <(
      compgen -d -- "$cur"
      for extension; do compgen -f -X "!*$extension" -- "$cur"; done
    )
  fi
}

_cellblock_folders() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -d -- "$cur")
}

_cellblock_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_cellblock() {
  local cur=\${COMP_WORDS[COMP_CWORD]} option=\${COMP_WORDS[COMP_CWORD - 1]} command= i
  # Bash cuts --option=value into three words.
  if [[ $cur == = ]]; then cur=
  elif [[ $option == = ]]; then option=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command \${COMP_WORDS[i]}" in
${prefixes.map((prefix) => `      ${quoted(`${prefix.split(' ').slice(0, -1).join(' ')} ${prefix.split(' ').at(-1) ?? ''}`)}) command=${quoted(prefix)} ;;`).join('\n')}
    esac
  done
  COMPREPLY=()
  case "$command $option" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command $cur" in
    ' '*) _cellblock_words ${quoted([...wordsAfter(commands, []), '--help', '--version'].join(' '))} ;;
${commands.flatMap(positionalCases).join('\n')}
${groups.map((group) => `    ${quoted(`${group} `)}*) _cellblock_words ${quoted([...wordsAfter(commands, group.split(' ')), '--help'].join(' '))} ;;`).join('\n')}
  esac
}

complete -F _cellblock cellblock
`;
}

/** After an option that takes a value, the value. */
function valueCases({ words, options }: Command): string[] {
  const command = words.join(' ');
  return options.flatMap((option): string[] => {
    if (option.value === undefined) return [];
    const names = optionNames(option).map((name) => quoted(`${command} ${name}`));
    return [`    ${names.join(' | ')}) ${completed(option.value.completion)}; return ;;`];
  });
}

/** Else, options, values that are joined to a letter, and arguments. */
function positionalCases(command: Command): string[] {
  const name = command.words.join(' ');
  const names = optionsOf(command).flatMap(optionNames).join(' ');
  const [argument] = command.arguments;
  return [
    ...command.options.flatMap((option) => joinedCase(name, option)),
    `    ${quoted(`${name} -`)}*) _cellblock_words ${quoted(names)} ;;`,
    ...(argument === undefined
      ? []
      : [`    ${quoted(`${name} `)}*) ${completed(argument.completion)} ;;`]),
  ];
}

function joinedCase(name: string, { short, value }: OptionDescription): string[] {
  if (short === undefined || value?.completion === undefined) return [];
  return [
    `    ${quoted(`${name} -${short}`)}?*)`,
    `      cur=\${cur#-${short}}`,
    `      ${completed(value.completion)}`,
    `      COMPREPLY=("\${COMPREPLY[@]/#/-${short}}") ;;`,
  ];
}

function completed(completion: Completion | undefined): string {
  switch (completion?.kind) {
    case 'file':
      return ['_cellblock_files', ...completion.extensions].join(' ');
    case 'folder':
      return '_cellblock_folders';
    case 'choice':
      return `_cellblock_words ${quoted(completion.of.join(' '))}`;
    case undefined:
      return ':';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
