// SPDX-License-Identifier: MIT
// Words of a command line by a command's description: `-I folder`, `-Ifolder`,
// `--include folder`, `--include=folder`, switches joined as `-ab`, and `--`
// before words that only look like options.
import { helpOption } from './command.js';
import type { ArgumentDescription, Arguments, Command, OptionDescription } from './command.js';

export interface ParsedArguments {
  readonly given: Arguments;
  readonly wantsHelp: boolean;
  /** What is wrong, in sentences; the first matters most. */
  readonly problems: readonly UsageProblem[];
}

export interface UsageProblem {
  readonly message: string;
  /** An option that does not exist, for a suggestion. */
  readonly unknown?: string;
}

type Uses = Pick<Command, 'arguments' | 'options'>;

export function parseArguments(command: Uses, words: readonly string[]): ParsedArguments {
  const parser = new Parser([...command.options, helpOption]);
  parser.takeAll(words);
  const { problems, positionals, values } = parser;
  const wantsHelp = values.has(helpOption.long);
  problems.push(...countProblems(command.arguments, positionals));
  for (const { long, required, describe } of command.options) {
    if (required && !values.has(long)) {
      problems.push({ message: `no --${long} is given: ${describe}` });
    }
  }
  return {
    given: {
      positionals,
      has: (option) => values.has(option),
      value: (option) => values.get(option)?.at(-1),
      values: (option) => values.get(option) ?? [],
    },
    wantsHelp,
    problems,
  };
}

class Parser {
  readonly positionals: string[] = [];
  readonly values = new Map<string, string[]>();
  readonly problems: UsageProblem[] = [];

  constructor(private readonly options: readonly OptionDescription[]) {}

  takeAll(words: readonly string[]): void {
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      if (word === '--') {
        this.positionals.push(...rest);
        return;
      }
      if (word.startsWith('--')) this.takeLong(word, rest);
      else if (word.startsWith('-') && word !== '-') this.takeShort(word, rest);
      else this.positionals.push(word);
    }
  }

  private takeLong(word: string, rest: string[]): void {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const option = this.options.find(({ long }) => `--${long}` === name);
    if (option === undefined) {
      this.problems.push({ message: `unknown option '${name}'`, unknown: name });
      return;
    }
    const attached = equals < 0 ? undefined : word.slice(equals + 1);
    if (option.value !== undefined) this.take(option, name, attached ?? rest.shift());
    else if (attached === undefined) this.take(option, name, '');
    else this.problems.push({ message: `option '${name}' takes no value` });
  }

  private takeShort(word: string, rest: string[]): void {
    for (let at = 1; at < word.length; at++) {
      const name = `-${word.charAt(at)}`;
      const option = this.options.find(({ short }) => short === word.charAt(at));
      if (option === undefined) {
        this.problems.push({ message: `unknown option '${name}'`, unknown: name });
        return;
      }
      if (option.value !== undefined) {
        const attached = word.slice(at + 1);
        this.take(option, name, attached === '' ? rest.shift() : attached);
        return;
      }
      this.take(option, name, '');
    }
  }

  private take(option: OptionDescription, name: string, value: string | undefined): void {
    const known = this.values.get(option.long) ?? [];
    if (value === undefined) {
      const wanted = option.value?.name ?? 'value';
      this.problems.push({ message: `option '${name}' needs its value: ${name} <${wanted}>` });
      return;
    }
    if (known.length > 0 && option.value !== undefined && option.repeatable !== true) {
      this.problems.push({ message: `option '${name}' is given twice; it takes one value only` });
    }
    const completion = option.value?.completion;
    if (completion?.kind === 'choice' && !completion.of.includes(value)) {
      const choices = completion.of.join(', ');
      this.problems.push({ message: `option '${name}' can't be '${value}', only ${choices}` });
    }
    this.values.set(option.long, [...known, value]);
  }
}

/** Arguments are taken in order; only the last may be missing or repeated. */
function countProblems(
  described: readonly ArgumentDescription[],
  positionals: readonly string[],
): UsageProblem[] {
  const missing = described.filter(
    ({ least }, index) => least === 1 && positionals[index] === undefined,
  );
  if (missing[0] !== undefined) {
    return [{ message: `no <${missing[0].name}> is given: ${missing[0].describe}` }];
  }
  const isOpen = described.some(({ most }) => most === undefined);
  const extra = isOpen ? undefined : positionals[described.length];
  if (extra === undefined) return [];
  return [{ message: `'${extra}' is one argument too many` }];
}
