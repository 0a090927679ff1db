// SPDX-License-Identifier: MIT
// The expansion of one macro call, step by step, for readers of a source.
import type { Names } from '../layered-map.js';
import type { MacroExpansion } from '../compilation.js';
import { lex } from '../lexer.js';
import { ProblemList } from '../problem-list.js';
import { holds } from '../source.js';
import type { Position, SourceFile } from '../source.js';
import type { Target } from '../target.js';
import { isPunctuator, spellingRange } from '../token.js';
import type { Token } from '../token.js';
import { evaluateCondition } from './condition.js';
import { expand } from './expand.js';
import type { Macro } from './macro.js';

const stepLimit = 12;
const budget = 20_000;

type Macros = Names<Macro>;

/** The expansion of the call whose name is at a position; undefined if there is none. */
export function expansionSteps(
  file: SourceFile,
  position: Position,
  macros: Macros,
  target: Target,
): MacroExpansion | undefined {
  const tokens = lex(file).filter(({ kind }) => kind !== 'newline');
  const at = tokens.findIndex(
    (token) => token.kind === 'identifier' && holds(spellingRange(token), file.path, position),
  );
  const name = tokens[at];
  const macro = name && macros.get(name.text);
  if (name === undefined || macro?.definition === undefined) return undefined;
  const call = callAt(tokens, at, macro);
  const last = call.at(-1) ?? name;
  const range = { ...spellingRange(name), end: spellingRange(last).end };
  const isCall = macro.parameters === undefined || call.length > 1;
  const { steps, result, isCutOff } = isCall ? stepsOf(call, macros) : nothing;
  const value = isCutOff ? undefined : valueOf(result, name, target);
  return { name: name.text, range, steps, isCutOff, ...(value !== undefined && { value }) };
}

interface Steps {
  readonly steps: readonly string[];
  readonly result: readonly Token[];
  readonly isCutOff: boolean;
}

const nothing: Steps = { steps: [], result: [], isCutOff: false };

function stepsOf(call: readonly Token[], macros: Macros): Steps {
  const steps: string[] = [];
  const context = {
    macros,
    problems: new ProblemList(),
    budget,
    isExhausted: false,
    counter: 0,
    onUse: () => undefined,
    place: ({ file }: Token) => ({ line: 0, file: file.path }),
    isOneStep: true as const,
  };
  let result = call;
  while (steps.length < stepLimit) {
    const next = expand(result, context);
    if (context.isExhausted) return { steps, result, isCutOff: true };
    if (next === result || spelling(next) === spelling(result)) {
      return { steps, result, isCutOff: false };
    }
    result = next;
    steps.push(spelling(result));
  }
  return { steps, result, isCutOff: true };
}

/** The name with its arguments, if it takes any and they are there. */
function callAt(tokens: readonly Token[], at: number, macro: Macro): readonly Token[] {
  const name = tokens.slice(at, at + 1);
  const open = tokens[at + 1];
  if (macro.parameters === undefined || open === undefined || !isPunctuator(open, '(')) return name;
  let depth = 0;
  for (let end = at + 1; end < tokens.length; end++) {
    const token = tokens[end];
    if (token !== undefined && isPunctuator(token, '(')) depth++;
    if (token !== undefined && isPunctuator(token, ')') && --depth === 0) {
      return tokens.slice(at, end + 1);
    }
  }
  return name;
}

function valueOf(tokens: readonly Token[], at: Token, target: Target): bigint | undefined {
  const isPlain = tokens.every(({ kind }) => kind === 'number' || kind === 'punctuator');
  if (tokens.length === 0 || !isPlain) return undefined;
  const { value, error } = evaluateCondition(tokens, at, target);
  return error === undefined ? value : undefined;
}

/** Tokens as somebody would write them. */
export function spelling(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, spaceBefore }, i) => (spaceBefore && i > 0 ? ' ' : '') + text)
    .join('');
}
