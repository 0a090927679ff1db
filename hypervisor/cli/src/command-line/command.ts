// SPDX-License-Identifier: MIT
// What a subcommand is, as data: its arguments, options and examples. Parsing,
// help and shell completion all come from it, so none can forget an option.

/** What a shell offers for a value. */
export type Completion =
  /** Files of these extensions, and folders on the way there; none: any file. */
  | { readonly kind: 'file'; readonly extensions: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'choice'; readonly of: readonly string[] };

export interface OptionValue {
  /** As help shows it, such as `file`. */
  readonly name: string;
  /** Absent: anything, and nothing to offer. A choice accepts nothing else. */
  readonly completion?: Completion;
}

export interface OptionDescription {
  /** Without the dashes. */
  readonly long: string;
  /** One letter. */
  readonly short?: string;
  /** Absent: the option is a switch. */
  readonly value?: OptionValue;
  /** Whether it may be given more than once. */
  readonly repeatable?: boolean;
  /** Whether the command can't do without it. */
  readonly required?: boolean;
  readonly describe: string;
}

export interface ArgumentDescription {
  readonly name: string;
  readonly describe: string;
  /** How many there may be; `most` is absent if there is no limit. */
  readonly least: 0 | 1;
  readonly most?: 1;
  readonly completion?: Completion;
}

export interface Example {
  /** What it does, for the line above it. */
  readonly does: string;
  readonly command: string;
}

/** What was given; names are long names of options. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly has: (option: string) => boolean;
  /** The last value given. */
  readonly value: (option: string) => string | undefined;
  /** All values, in order. */
  readonly values: (option: string) => readonly string[];
}

export interface Command {
  /** The words after `cellblock`. */
  readonly words: readonly string[];
  /** One line, without a full stop. */
  readonly summary: string;
  /** What a person has to know beyond the options: paragraphs. */
  readonly details?: readonly string[];
  readonly arguments: readonly ArgumentDescription[];
  readonly options: readonly OptionDescription[];
  readonly examples: readonly Example[];
  /** Does it; a CommandFailure says why not. The result is the exit status, 0 if there is none. */
  readonly run: (
    given: Arguments,
    all: readonly CommandEntry[],
  ) => Promise<number | undefined> | number | undefined;
}

/** A subcommand that is loaded when it is asked for: start-up time counts. */
export interface CommandEntry {
  readonly words: readonly string[];
  readonly load: () => Promise<Command>;
}

/** What the words are about that stand before a command's own. */
export const groups: Readonly<Record<string, string>> = {
  config: 'configurations of systems and cells',
};

/** What every command understands. */
export const helpOption: OptionDescription = {
  long: 'help',
  short: 'h',
  describe: 'show this help',
};
