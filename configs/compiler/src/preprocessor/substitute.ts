// SPDX-License-Identifier: MIT
// The body of a macro with its arguments in place: plain, by # and by ##.
import { lex } from '../lexer.js';
import { sourceFile } from '../source.js';
import { hide, inExpansion, isPunctuator } from '../token.js';
import type { Expansion, Token } from '../token.js';
import type { Macro } from './macro.js';

export interface Substitution {
  readonly macro: Macro;
  /** One for each parameter, the rest last. */
  readonly args: readonly (readonly Token[])[];
  readonly expansion: Expansion;
  /** Names of macros that the result must not be expanded to again. */
  readonly hidden: ReadonlySet<string>;
  /** The next value of __COUNTER__. */
  readonly counter: () => number;
  /** Line and file of a token. */
  readonly place: (token: Token) => { readonly line: number; readonly file: string };
}

type ExpandArgument = (arg: readonly Token[]) => readonly Token[];

/** Tokens of the body are marked with the expansion; those of arguments keep their own place. */
export function substitute(call: Substitution, expandArgument: ExpandArgument): Token[] {
  const { hidden, expansion, macro } = call;
  const dynamic = dynamicMacro(call);
  if (dynamic !== undefined) return [hide(dynamic, hidden)];
  if (macro.isPlain) {
    return macro.body.map((token) => inExpansion(token, expansion, hidden));
  }
  return assemble(call, expandArgument)
    .filter(({ kind, text }) => kind !== 'other' || text !== '')
    .map((token) => hide(token, hidden));
}

function assemble(call: Substitution, expandArgument: ExpandArgument): Token[] {
  const { body } = call.macro;
  const output: Token[] = [];
  for (let index = 0; index < body.length; index++) {
    const token = body[index];
    if (token === undefined) continue;
    const next = body[index + 1];
    if (isPunctuator(token, '#') && call.macro.parameters !== undefined && next !== undefined) {
      const arg = argumentOf(call, next);
      if (arg !== undefined) {
        output.push(stringize(arg, token, call.expansion));
        index++;
        continue;
      }
    }
    if (isPunctuator(token, '##') && index > 0 && next !== undefined) {
      pasteNext(output, next, call);
      index++;
      continue;
    }
    const optional = optionalPart(call, index);
    if (optional !== undefined) {
      const hasRest = expandArgument(restOf(call)).length > 0;
      if (hasRest) output.push(...assemble(withBody(call, optional.body), expandArgument));
      else output.push(placemarker(token, call.expansion));
      index = optional.end;
      continue;
    }
    const arg = argumentOf(call, token);
    const isPasted = next !== undefined && isPunctuator(next, '##');
    if (arg === undefined) output.push(inExpansion(token, call.expansion, call.hidden));
    else if (isPasted && arg.length === 0) output.push(placemarker(token, call.expansion));
    else pushSpaced(output, isPasted ? arg : expandArgument(arg), token.spaceBefore);
  }
  return output;
}

function argumentOf(call: Substitution, token: Token): readonly Token[] | undefined {
  if (token.kind !== 'identifier') return undefined;
  const { parameters, rest } = call.macro;
  if (parameters === undefined) return undefined;
  const index = token.text === rest ? parameters.length : parameters.indexOf(token.text);
  return index < 0 ? undefined : (call.args[index] ?? []);
}

function restOf({ macro, args }: Substitution): readonly Token[] {
  return args[macro.parameters?.length ?? 0] ?? [];
}

function withBody(call: Substitution, body: readonly Token[]): Substitution {
  return { ...call, macro: { ...call.macro, body } };
}

/** What stands in the parentheses of __VA_OPT__ at an index. */
function optionalPart(
  { macro: { body, rest } }: Substitution,
  index: number,
): { readonly body: readonly Token[]; readonly end: number } | undefined {
  const open = body[index + 1];
  const isOptional = rest !== undefined && body[index]?.text === '__VA_OPT__';
  if (!isOptional || open === undefined || !isPunctuator(open, '(')) return undefined;
  let depth = 0;
  for (let end = index + 1; end < body.length; end++) {
    const token = body[end];
    if (token !== undefined && isPunctuator(token, '(')) depth++;
    else if (token !== undefined && isPunctuator(token, ')') && --depth === 0) {
      return { body: body.slice(index + 2, end), end };
    }
  }
  return undefined;
}

function fromBody(token: Token, expansion: Expansion): Token {
  return { ...token, expansion };
}

/** Stands for an empty argument beside ##. */
function placemarker(token: Token, expansion: Expansion): Token {
  return { ...token, kind: 'other', text: '', expansion };
}

function pushSpaced(output: Token[], tokens: readonly Token[], spaceBefore: boolean): void {
  const [first] = tokens;
  if (first === undefined) return;
  output.push(first.spaceBefore === spaceBefore ? first : { ...first, spaceBefore });
  for (let index = 1; index < tokens.length; index++) output.push(tokens[index] ?? first);
}

function stringize(arg: readonly Token[], at: Token, expansion: Expansion): Token {
  const text = arg
    .map((token, index) => {
      const isText = token.kind === 'string' || token.kind === 'char';
      const spelling = isText ? token.text.replace(/["\\]/g, '\\$&') : token.text;
      return (token.spaceBefore && index > 0 ? ' ' : '') + spelling;
    })
    .join('');
  return { ...at, kind: 'string', text: `"${text}"`, expansion };
}

/** Join the last token so far with the first one of what `next` stands for. */
function pasteNext(output: Token[], next: Token, call: Substitution): void {
  const right = argumentOf(call, next) ?? [fromBody(next, call.expansion)];
  const left = output.pop();
  const [first, ...others] = right;
  if (left === undefined || first === undefined) {
    // GNU: a comma before an empty rest goes with it.
    const dropsComma =
      left !== undefined && isPunctuator(left, ',') && next.text === call.macro.rest;
    if (left !== undefined && !dropsComma) output.push(left);
    return;
  }
  if (isPunctuator(left, ',') && next.text === call.macro.rest) {
    output.push(left, ...right);
    return;
  }
  output.push(paste(left, first, call.expansion), ...others);
}

function paste(left: Token, right: Token, expansion: Expansion): Token {
  const text = left.text + right.text;
  const [token, end] = lex(sourceFile('', text));
  const isOne = token !== undefined && end?.kind === 'newline' && token.text === text;
  return {
    ...left,
    kind: isOne ? token.kind : 'other',
    text,
    flaw: isOne ? token.flaw : text === '' ? undefined : 'stray-character',
    expansion,
    hidden: right.hidden ?? left.hidden,
  };
}

/** __LINE__, __FILE__ and __COUNTER__, whose values depend on the place. */
function dynamicMacro({ macro, expansion, counter, place }: Substitution): Token | undefined {
  if (macro.definition !== undefined || macro.body.length > 0) return undefined;
  const { site } = expansion;
  const make = (kind: 'number' | 'string', text: string): Token => ({
    ...site,
    kind,
    text,
    expansion,
  });
  switch (macro.name) {
    case '__LINE__':
      return make('number', String(place(site).line));
    case '__FILE__':
      return make('string', JSON.stringify(place(site).file));
    case '__COUNTER__':
      return make('number', String(counter()));
    default:
      return undefined;
  }
}
