// SPDX-License-Identifier: MIT
// What a condition may ask: defined, __has_include and their like. They stand
// before the expansion of macros, or come out of it, as GCC has it.
import { directiveSyntax, spanOf } from '../problems.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import { expand } from './expand.js';
import { findInclude, includeTarget } from './include.js';
import { isQuery } from './query-names.js';
import type { PreprocessorState } from './state.js';

/** Attributes that change the bytes or are found in headers of configurations. */
const attributes = new Set(
  (
    'packed aligned mode used unused section nonstring noinline always_inline deprecated const ' +
    'pure cold hot weak alias format noreturn warn_unused_result fallthrough error warning ' +
    'visibility constructor destructor malloc gnu_inline may_alias transparent_union cleanup ' +
    'designated_init externally_visible no_instrument_function optimize target copy ifunc'
  ).split(' '),
);

const builtins =
  /^__builtin_(offsetof|types_compatible_p|choose_expr|constant_p|expect|strlen|bswap(16|32|64)|(popcount|parity|clz|ctz|ffs)l{0,2}|unreachable|memcpy|memset|trap)$/;

/** #ifdef, #elifdef and `defined`. */
export function isDefined(name: Token, state: PreprocessorState): boolean {
  const macro = state.macros.get(name.text);
  if (macro?.definition !== undefined) state.references.add(name, macro.definition);
  return macro !== undefined || (name.text !== 'defined' && isQuery(name));
}

/** The number that a query comes to; `work` has the tokens behind it, the next one last. */
export function answerQuery(query: Token, work: Token[], state: PreprocessorState): Token {
  const operand: Token[] = [];
  const open = work.pop();
  if (open !== undefined && isPunctuator(open, '(')) {
    let next = work.pop();
    for (let depth = 0; next !== undefined; next = work.pop()) {
      if (isPunctuator(next, ')') && depth-- === 0) break;
      if (isPunctuator(next, '(')) depth++;
      operand.push(next);
    }
    if (next === undefined) {
      state.problems.add(directiveSyntax(spanOf(open), "This '(' has no ')'."));
    }
  } else if (open !== undefined) operand.push(open);
  return { ...query, kind: 'number', text: answer(query, operand, state) ? '1' : '0' };
}

function answer(query: Token, operand: readonly Token[], state: PreprocessorState): boolean {
  const [first] = operand;
  if (first === undefined) return false;
  const name = first.text.replace(/^__(.+)__$/, '$1');
  switch (query.text) {
    case 'defined':
      return isDefined(first, state);
    case '__has_attribute':
      return attributes.has(name);
    case '__has_c_attribute':
      return (
        name === 'gnu' && attributes.has(operand.at(-1)?.text.replace(/^__(.+)__$/, '$1') ?? '')
      );
    case '__has_builtin':
      return builtins.test(first.text);
    default: {
      const target = includeTarget(operand) ?? includeTarget(expand(operand, state));
      const isNext = query.text === '__has_include_next';
      return target !== undefined && findInclude({ ...target, isNext }, first, state) !== undefined;
    }
  }
}
