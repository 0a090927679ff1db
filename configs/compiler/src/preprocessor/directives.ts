// SPDX-License-Identifier: MIT
// One function for each directive (C11 6.10).
import { directiveSyntax, errorDirective, macroRedefined, spanOf } from '../problems.js';
import type { Token } from '../token.js';
import { evaluateCondition } from './condition.js';
import { expand } from './expand.js';
import { include } from './include.js';
import { renumber } from './line-numbers.js';
import { parseMacro, sameMacro } from './macro.js';
import { pragma } from './pragma.js';
import { answerQuery, isDefined } from './queries.js';
import type { Conditional, PreprocessorState } from './state.js';

interface Place {
  readonly state: PreprocessorState;
  readonly conditionals: Conditional[];
  /** The # in front. */
  readonly hash: Token;
}

/** Obey the directive `name` with the rest of its line. */
export function directives(name: Token, line: readonly Token[], place: Place): void {
  const isActive = place.conditionals.every(({ active }) => active);
  if (conditionalDirective(name, line, place, isActive) || !isActive) return;
  const { state, hash } = place;
  switch (name.text) {
    case 'include':
    case 'include_next':
    case 'import':
      include(name, line, place);
      return;
    case 'define':
      define(name, line, state);
      return;
    case 'undef':
      if (line[0]?.kind === 'identifier') state.macros.delete(line[0].text);
      else state.problems.add(directiveSyntax(spanOf(name), '#undef needs the name of a macro.'));
      return;
    case 'error':
    case 'warning': {
      const isError = name.text === 'error';
      const last = line.at(-1) ?? name;
      state.problems.add(errorDirective({ first: hash, last }, spellingOf(line), isError));
      return;
    }
    case 'pragma':
      pragma(line, { first: hash, last: line.at(-1) ?? name }, state);
      return;
    case 'line':
      if (renumber(expand(line, state), hash, state.numbers)) return;
      state.problems.add(directiveSyntax(spanOf(name), '#line needs the number of a line.'));
      return;
    case 'ident':
    case 'sccs':
    case 'assert':
    case 'unassert':
      return;
    default:
      if (name.kind === 'number') {
        renumber([name, ...line], hash, state.numbers);
        return;
      }
      state.problems.add(directiveSyntax(spanOf(name), `There is no directive '#${name.text}'.`));
  }
}

const conditionalNames = new Set('if ifdef ifndef elif elifdef elifndef else endif'.split(' '));

/** Whether a directive leaves macros alone, so that a call may go on behind it. */
export function isConditional(name: Token): boolean {
  return conditionalNames.has(name.text);
}

/** Whether it was one; these are obeyed in skipped parts, too. */
function conditionalDirective(
  name: Token,
  line: readonly Token[],
  place: Place,
  isActive: boolean,
): boolean {
  const { state, conditionals, hash } = place;
  switch (name.text) {
    case 'if':
    case 'ifdef':
    case 'ifndef': {
      const active = isActive && holds(name, line, state);
      conditionals.push({
        opening: [hash, name],
        active,
        done: active || !isActive,
        hasElse: false,
      });
      return true;
    }
    case 'elif':
    case 'elifdef':
    case 'elifndef':
    case 'else': {
      const current = conditionals.at(-1);
      if (current === undefined || current.hasElse) {
        state.problems.add(
          directiveSyntax(spanOf(name), `This '#${name.text}' belongs to no '#if'.`),
        );
        return true;
      }
      current.hasElse = name.text === 'else';
      current.active = !current.done && (current.hasElse || holds(name, line, state));
      current.done ||= current.active;
      return true;
    }
    case 'endif':
      if (conditionals.pop() === undefined) {
        state.problems.add(directiveSyntax(spanOf(name), "This '#endif' belongs to no '#if'."));
      }
      return true;
    default:
      return false;
  }
}

function holds(name: Token, line: readonly Token[], state: PreprocessorState): boolean {
  if (name.text.endsWith('def')) {
    const [macro] = line;
    if (macro?.kind !== 'identifier') {
      state.problems.add(directiveSyntax(spanOf(name), `#${name.text} needs the name of a macro.`));
      return false;
    }
    return isDefined(macro, state) !== name.text.endsWith('ndef');
  }
  state.answer = (query, work) => answerQuery(query, work, state);
  const tokens = expand(line, state);
  state.answer = undefined;
  const condition = evaluateCondition(tokens, name, state.target);
  if (condition.error !== undefined) {
    state.problems.add(directiveSyntax(spanOf(condition.error.at), condition.error.message));
  }
  return condition.isTrue && condition.error === undefined;
}

function define(name: Token, line: readonly Token[], state: PreprocessorState): void {
  const { macro, error } = parseMacro(line, name);
  if (error !== undefined) state.problems.add(directiveSyntax(spanOf(error.at), error.message));
  if (macro?.definition === undefined) return;
  const earlier = state.macros.get(macro.name);
  if (earlier !== undefined && !sameMacro(earlier, macro)) {
    state.problems.add(macroRedefined(macro.definition, earlier.definition));
  }
  state.macros.set(macro.name, macro);
}

function spellingOf(tokens: readonly Token[]): string {
  return tokens.map((token, i) => (token.spaceBefore && i > 0 ? ' ' : '') + token.text).join('');
}
