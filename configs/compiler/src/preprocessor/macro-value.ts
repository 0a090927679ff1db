// SPDX-License-Identifier: MIT
// The number that a macro stands for, for readers of a source.
import { parseInteger } from '../evaluator/literal.js';
import type { Names } from '../layered-map.js';
import { ProblemList } from '../problem-list.js';
import type { Target } from '../target.js';
import { evaluateCondition } from './condition.js';
import { expand } from './expand.js';
import type { Macro } from './macro.js';

/** Far above any constant's; a macro that costs more is none. */
const budget = 10_000;

/**
 * The value of an object-like macro by the rules of #if, so in 64 bits;
 * undefined if it is no integer constant or needs more than the preprocessor.
 */
export function macroValue(name: string, macros: Names<Macro>, target: Target): bigint | undefined {
  const macro = macros.get(name);
  if (macro?.definition === undefined || macro.parameters !== undefined) return undefined;
  const [only, second] = macro.body;
  if (only?.kind === 'number' && second === undefined) {
    const literal = parseInteger(only.text);
    if (typeof literal === 'string') return undefined;
    if (literal.value < 1n << 63n) return literal.value;
  }
  const problems = new ProblemList();
  const tokens = expand([macro.definition], {
    macros,
    problems,
    budget,
    isExhausted: false,
    counter: 0,
    onUse: () => undefined,
    place: (token) => ({ line: 0, file: token.file.path }),
  });
  const isPlain = tokens.every(({ kind }) => kind === 'number' || kind === 'punctuator');
  if (tokens.length === 0 || !isPlain || problems.hasErrors) return undefined;
  const { value, error } = evaluateCondition(tokens, macro.definition, target);
  return error === undefined ? value : undefined;
}
