// SPDX-License-Identifier: MIT
// Macros and their definitions (C11 6.10.3).
import type { Token } from '../token.js';
import { isPunctuator } from '../token.js';

export interface Macro {
  readonly name: string;
  /** The name in the definition; absent for predefined macros. */
  readonly definition?: Token;
  /** Absent for object-like macros. */
  readonly parameters?: readonly string[];
  /** The parameter that takes all further arguments, `__VA_ARGS__` as a rule. */
  readonly rest?: string;
  readonly body: readonly Token[];
  /** Whether the body stands in place of the name as it is: no parameters, no ##. */
  readonly isPlain?: boolean;
  /** The name alone, which what comes from the body is not expanded to again. */
  readonly hidden: ReadonlySet<string>;
}

export interface ParsedMacro {
  readonly macro?: Macro;
  /** What is wrong, and at which token. */
  readonly error?: { readonly at: Token; readonly message: string };
}

/** Read what stands behind `#define`; `line` has at least one token. */
export function parseMacro(line: readonly Token[], directive: Token): ParsedMacro {
  const [name, open] = line;
  if (name?.kind !== 'identifier' || name.text === 'defined') {
    return { error: { at: name ?? directive, message: '#define needs the name of a macro.' } };
  }
  const hidden = new Set([name.text]);
  const isFunction = open !== undefined && isPunctuator(open, '(') && !open.spaceBefore;
  if (!isFunction) {
    const body = line.slice(1);
    const isPlain = !body.some((token) => isPunctuator(token, '##'));
    return { macro: { name: name.text, definition: name, body, isPlain, hidden } };
  }
  const parameters: string[] = [];
  let rest: string | undefined;
  let index = 2;
  for (;;) {
    const token = line[index++];
    if (token === undefined) return { error: { at: name, message: "The parameters have no ')'." } };
    if (isPunctuator(token, ')') && parameters.length === 0) break;
    if (isPunctuator(token, '...')) rest = '__VA_ARGS__';
    else if (token.kind !== 'identifier' || parameters.includes(token.text)) {
      return { error: { at: token, message: `'${token.text}' can't be a parameter here.` } };
    } else {
      const ellipsis = line[index];
      if (ellipsis !== undefined && isPunctuator(ellipsis, '...')) {
        rest = token.text;
        index++;
      } else parameters.push(token.text);
    }
    const separator = line[index++];
    if (separator !== undefined && isPunctuator(separator, ')')) break;
    if (separator === undefined || !isPunctuator(separator, ',') || rest !== undefined) {
      return { error: { at: separator ?? token, message: "Here should be ',' or ')'." } };
    }
  }
  const body = line.slice(index);
  return {
    macro: {
      name: name.text,
      definition: name,
      parameters,
      ...(rest !== undefined && { rest }),
      body,
      hidden,
    },
  };
}

/** How many arguments a call needs, in words. */
export function argumentCount({ parameters = [], rest }: Macro): string {
  const count = parameters.length;
  return `${rest === undefined ? '' : 'at least '}${count} argument${count === 1 ? '' : 's'}`;
}

/** Whether a second definition changes nothing. */
export function sameMacro(a: Macro, b: Macro): boolean {
  const spelling = ({ parameters, rest, body }: Macro): string =>
    JSON.stringify([
      parameters,
      rest,
      body.map((t, i) => (t.spaceBefore && i > 0 ? ' ' : '') + t.text),
    ]);
  return spelling(a) === spelling(b);
}
