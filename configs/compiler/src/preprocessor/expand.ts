// SPDX-License-Identifier: MIT
// Macro expansion by hide sets: every token remembers which macros it came
// from and must not become again. All work is paid from one budget.
import type { Names } from '../layered-map.js';
import { limits } from '../limits.js';
import type { ProblemList } from '../problem-list.js';
import { expansionTooLarge, macroArguments, spanOf, unterminatedCall } from '../problems.js';
import { isPunctuator } from '../token.js';
import type { Expansion, Token } from '../token.js';
import { argumentCount } from './macro.js';
import type { Macro } from './macro.js';
import { isQuery } from './query-names.js';
import { substitute } from './substitute.js';

export interface ExpansionContext {
  readonly macros: Names<Macro>;
  readonly problems: ProblemList;
  /** Steps that are left; expansion stops at 0. */
  budget: number;
  /** Whether that has been reported. */
  isExhausted: boolean;
  /** Value of __COUNTER__. */
  counter: number;
  /** Called for every use of a macro that has a definition. */
  readonly onUse: (use: Token, definition: Token) => void;
  /** Line and file of a token, for __LINE__ and __FILE__. */
  readonly place: (token: Token) => { readonly line: number; readonly file: string };
  /** In a condition: what `defined` and its like come to, with their operand taken from `work`. */
  answer?: (query: Token, work: Token[]) => Token;
  /** Replace what is a macro, and leave the macros in what comes of it. */
  readonly isOneStep?: true;
}

/** Replace all macros in tokens without newlines and directives. */
export function expand(
  tokens: readonly Token[],
  context: ExpansionContext,
  depth = 0,
): readonly Token[] {
  // Most tokens are no macros; the first that is one begins the work.
  const first = tokens.findIndex(
    (token) => macroOf(token, context) !== undefined || isQueryIn(token, context),
  );
  const plain = first < 0 ? tokens : tokens.slice(0, first);
  const [start] = plain;
  if (start !== undefined && !spend(context, start, plain.length)) return [];
  if (first < 0) return tokens;
  return expandAll(tokens.slice(first).reverse(), [...plain], context, depth);
}

function isQueryIn(token: Token, { answer }: ExpansionContext): boolean {
  return answer !== undefined && isQuery(token);
}

/** The macro that a token may be a call of. */
function macroOf(token: Token, { macros }: ExpansionContext): Macro | undefined {
  if (token.kind !== 'identifier') return undefined;
  const macro = macros.get(token.text);
  return macro === undefined || token.hidden?.has(token.text) === true ? undefined : macro;
}

/** `work` has the next token at its end. */
function expandAll(
  work: Token[],
  output: Token[],
  context: ExpansionContext,
  depth: number,
): Token[] {
  for (let token = work.pop(); token !== undefined; token = work.pop()) {
    if (!spend(context, token, 1)) return output;
    if (context.answer !== undefined && isQuery(token)) {
      output.push(context.answer(token, work));
      continue;
    }
    const macro = macroOf(token, context);
    const call = macro && callOf(token, macro, work, context);
    if (macro === undefined || call === undefined) {
      output.push(token);
      continue;
    }
    if (macro.definition !== undefined) context.onUse(token, macro.definition);
    const body = replacement(macro, call, context, depth);
    keepSpace(token, body.length > 0 ? body : work, body.length > 0 ? 0 : work.length - 1);
    if (context.isOneStep === true) {
      for (const next of body) output.push(next);
      continue;
    }
    for (let i = body.length - 1; i >= 0; i--) {
      const next = body[i];
      if (next !== undefined) work.push(next);
    }
    if (!spend(context, token, body.length)) return output;
  }
  return output;
}

/** What stands in place of a call, or follows an empty one, has its space: # shows it. */
function keepSpace({ spaceBefore }: Token, tokens: Token[], index: number): void {
  const next = tokens[index];
  if (next === undefined || next.spaceBefore === spaceBefore) return;
  if (index === 0 || spaceBefore) tokens[index] = { ...next, spaceBefore };
}

function spend(context: ExpansionContext, at: Token, cost: number): boolean {
  context.budget -= cost;
  if (context.budget > 0) return true;
  if (!context.isExhausted) context.problems.add(expansionTooLarge(spanOf(at)));
  context.isExhausted = true;
  return false;
}

interface Call {
  readonly site: Token;
  readonly siteEnd: Token;
  readonly args: readonly (readonly Token[])[];
}

/** Takes the arguments from `work`; undefined if this is no call after all. */
function callOf(
  site: Token,
  macro: Macro,
  work: Token[],
  context: ExpansionContext,
): Call | undefined {
  if (macro.parameters === undefined) return { site, siteEnd: site, args: [] };
  const open = work.at(-1);
  if (open === undefined || !isPunctuator(open, '(')) return undefined;
  const closing = closingIndex(work);
  if (closing < 0) {
    context.problems.add(unterminatedCall(spanOf(site), macro.name));
    return unterminated(site, macro, work);
  }
  const taken = work.splice(closing).reverse();
  context.budget -= taken.length;
  const siteEnd = taken.at(-1) ?? site;
  const args = fitArguments(splitArguments(taken.slice(1, -1), macro), macro);
  if (args !== undefined) return { site, siteEnd, args };
  const found = splitArguments(taken.slice(1, -1), macro).length;
  const call = { first: site, last: siteEnd };
  context.problems.add(macroArguments(call, macro.name, argumentCount(macro), found));
  return { site, siteEnd, args: macro.parameters.map(() => []) };
}

/** The ')' was most likely meant for the end of the line, before a comma that separates items. */
function unterminated(site: Token, macro: Macro, work: Token[]): Call {
  const isOnLine = (token: Token | undefined): boolean =>
    token?.file === site.file && !site.file.text.slice(site.start, token.start).includes('\n');
  const taken: Token[] = [];
  for (let next = work.at(-1); next !== undefined && isOnLine(next); next = work.at(-1)) {
    taken.push(next);
    work.pop();
  }
  const last = taken.at(-1);
  if (last !== undefined && isPunctuator(last, ',')) {
    taken.pop();
    work.push(last);
  }
  const args = fitArguments(splitArguments(taken.slice(1), macro), macro);
  const empty = (macro.parameters ?? []).map(() => []);
  return { site, siteEnd: taken.at(-1) ?? site, args: args ?? empty };
}

/** Index in the reversed list of the ')' of a call whose '(' is on top; -1: none. */
function closingIndex(work: readonly Token[]): number {
  let depth = 0;
  for (let i = work.length - 1; i >= 0; i--) {
    const token = work[i];
    if (token === undefined) continue;
    if (isPunctuator(token, '(')) depth++;
    else if (isPunctuator(token, ')') && --depth === 0) return i;
  }
  return -1;
}

/** Split at commas; those behind the last parameter belong to the rest. */
function splitArguments(tokens: readonly Token[], macro: Macro): Token[][] {
  const args: Token[][] = [[]];
  const named = macro.parameters?.length ?? 0;
  let depth = 0;
  for (const token of tokens) {
    if (isPunctuator(token, '(')) depth++;
    else if (isPunctuator(token, ')')) depth--;
    const isRest = macro.rest !== undefined && args.length > named;
    if (depth === 0 && isPunctuator(token, ',') && !isRest) args.push([]);
    else args.at(-1)?.push(token);
  }
  return args;
}

function fitArguments(args: Token[][], macro: Macro): Token[][] | undefined {
  const named = macro.parameters?.length ?? 0;
  const isEmpty = args.length === 1 && args[0]?.length === 0;
  if (macro.rest !== undefined) {
    if (named === 0) return args;
    if (args.length === named) return [...args, []];
    return args.length === named + 1 ? args : undefined;
  }
  if (named === 0) return isEmpty ? [] : undefined;
  return args.length === named ? args : undefined;
}

function replacement(macro: Macro, call: Call, context: ExpansionContext, depth: number): Token[] {
  if (context.isExhausted) return [];
  const { site, siteEnd, args } = call;
  const { name, definition } = macro;
  const expansion: Expansion = { macro: name, definition, site, siteEnd };
  const expandArgument = (arg: readonly Token[]): readonly Token[] => {
    if (context.isOneStep === true) return arg;
    if (depth < limits.argumentDepth) return expand(arg, context, depth + 1);
    context.budget = Math.min(context.budget, 1);
    return arg;
  };
  const hidden = hiddenIn(macro, call);
  context.budget -= hidden.size;
  return substitute(
    { macro, args, expansion, hidden, counter: () => context.counter++, place: context.place },
    expandArgument,
  );
}

/** Names that must not be expanded in a call's result: those hidden from all of it, and its own. */
function hiddenIn(macro: Macro, { site, siteEnd }: Call): ReadonlySet<string> {
  if (site.hidden === undefined) return macro.hidden;
  if (siteEnd === site) return withName(site.hidden, macro.name);
  const hidden = new Set(site.hidden);
  for (const name of hidden) if (siteEnd.hidden?.has(name) !== true) hidden.delete(name);
  return hidden.add(macro.name);
}

/** Sets with one more name, by the set: macros that stand for macros make the same ones each time. */
const wider = new WeakMap<ReadonlySet<string>, Map<string, ReadonlySet<string>>>();

function withName(hidden: ReadonlySet<string>, name: string): ReadonlySet<string> {
  if (hidden.has(name)) return hidden;
  const known = wider.get(hidden) ?? new Map<string, ReadonlySet<string>>();
  const set = known.get(name) ?? new Set(hidden).add(name);
  if (known.size === 0) wider.set(hidden, known);
  known.set(name, set);
  return set;
}
