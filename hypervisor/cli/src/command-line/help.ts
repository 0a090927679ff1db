// SPDX-License-Identifier: MIT
// The text of --help, from the descriptions of commands.
import { helpOption } from './command.js';
import type { Command, OptionDescription } from './command.js';

const WIDTH = 100;

/** Of one command: how it is called, what it does, with examples. */
export function commandHelp(command: Command): string {
  const { summary, details = [], examples } = command;
  const options = [...command.options, helpOption];
  return [
    `usage: ${usageOf(command)}`,
    '',
    ...wrap(`${capital(summary)}.`, 0),
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph, 0)]),
    ...section(
      'Arguments',
      command.arguments.map(({ name, describe }) => [`<${name}>`, describe]),
    ),
    ...section(
      'Options',
      options.map((option) => [optionTitle(option), option.describe]),
    ),
    '',
    'Examples:',
    ...examples.flatMap(({ does, command: line }) => [`  # ${does}`, `  ${line}`]),
    '',
  ].join('\n');
}

/** Of several commands: a line each. `words` is what they have in common. */
export function groupHelp(words: readonly string[], commands: readonly Command[]): string {
  const title = ['cellblock', ...words].join(' ');
  const [first] = commands;
  return [
    `usage: ${title} <command> [options]`,
    '',
    ...section(
      'Commands',
      commands.map((command) => [
        command.words.slice(words.length).join(' '),
        capital(command.summary),
      ]),
    ).slice(1),
    '',
    `Each explains itself: ${['cellblock', ...(first?.words ?? [])].join(' ')} --help`,
    '',
  ].join('\n');
}

export function usageOf({ words, arguments: described, options }: Command): string {
  const positionals = described.map(({ name, least, most }) => {
    const many = most === undefined ? '...' : '';
    return least === 0 ? `[<${name}>${many}]` : `<${name}>${many}`;
  });
  const isOptional = options.some(({ required }) => !required) ? ['[options]'] : [];
  const needed = options
    .filter(({ required }) => required)
    .map(({ long, short, value }) => `${short ? `-${short}` : `--${long}`} <${value?.name ?? ''}>`);
  return ['cellblock', ...words, ...isOptional, ...needed, ...positionals].join(' ');
}

function optionTitle({ long, short, value }: OptionDescription): string {
  const name = short === undefined ? `    --${long}` : `-${short}, --${long}`;
  return value === undefined ? name : `${name} <${value.name}>`;
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const column = Math.max(...rows.map(([name]) => name.length)) + 4;
  const lines = rows.flatMap(([name, text]) =>
    wrap(text, column).map((line, index) =>
      index === 0 ? `  ${name.padEnd(column - 2)}${line.trimStart()}` : line,
    ),
  );
  return ['', `${title}:`, ...lines];
}

/** Lines of at most WIDTH characters, each after so many spaces. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => ' '.repeat(indent) + each);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
