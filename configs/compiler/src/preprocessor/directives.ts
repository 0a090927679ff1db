// SPDX-License-Identifier: MIT
// One function for each directive (C11 6.10).
import {
  directiveSyntax,
  errorDirective,
  includeNotFound,
  macroRedefined,
  spanOf,
} from '../problems.js';
import type { SourceFile } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import { evaluateCondition } from './condition.js';
import { expand } from './expand.js';
import { joinPath, searchFolders } from './file-search.js';
import { parseMacro, sameMacro } from './macro.js';
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
      pragma(name, line, place);
      return;
    case 'line':
    case 'ident':
      return;
    default:
      if (name.kind === 'number') return;
      state.problems.add(directiveSyntax(spanOf(name), `There is no directive '#${name.text}'.`));
  }
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
  const condition = evaluateCondition(
    expand(answerQueries(line, state), state),
    name,
    state.target,
  );
  if (condition.error !== undefined) {
    state.problems.add(directiveSyntax(spanOf(condition.error.at), condition.error.message));
  }
  return condition.isTrue && condition.error === undefined;
}

function isDefined(name: Token, state: PreprocessorState): boolean {
  const macro = state.macros.get(name.text);
  if (macro?.definition !== undefined) state.references.add(name, macro.definition);
  return macro !== undefined || /^__has_(include|attribute|builtin)$/.test(name.text);
}

/** Put numbers in place of defined, __has_include and their like. */
function answerQueries(line: readonly Token[], state: PreprocessorState): Token[] {
  const output: Token[] = [];
  for (let index = 0; index < line.length; index++) {
    const token = line[index];
    if (token === undefined) continue;
    const isQuery = token.text === 'defined' || token.text.startsWith('__has_');
    const open = line[index + 1];
    if (!isQuery || open === undefined) {
      output.push(token);
      continue;
    }
    const isParenthesized = isPunctuator(open, '(');
    const close = isParenthesized
      ? line.findIndex((t, i) => i > index && isPunctuator(t, ')'))
      : index + 1;
    const operand = isParenthesized ? line.slice(index + 2, Math.max(close, index + 2)) : [open];
    if (close < 0) {
      state.problems.add(directiveSyntax(spanOf(open), "This '(' has no ')'."));
      return [];
    }
    output.push({ ...token, kind: 'number', text: answer(token, operand, state) ? '1' : '0' });
    index = close;
  }
  return output;
}

function answer(query: Token, operand: readonly Token[], state: PreprocessorState): boolean {
  const [first] = operand;
  if (first === undefined) return false;
  if (query.text === 'defined') return isDefined(first, state);
  if (!query.text.startsWith('__has_include')) return false;
  const target = includeTarget(operand);
  return target !== undefined && findInclude(target, first, state) !== undefined;
}

interface IncludeTarget {
  readonly name: string;
  readonly isQuoted: boolean;
}

function includeTarget(tokens: readonly Token[]): IncludeTarget | undefined {
  const [first] = tokens;
  if (first?.kind === 'string') return { name: first.text.slice(1, -1), isQuoted: true };
  if (first === undefined || !isPunctuator(first, '<')) return undefined;
  const close = tokens.findIndex((token) => isPunctuator(token, '>'));
  return close < 0 ? undefined : { name: spellingOf(tokens.slice(1, close)), isQuoted: false };
}

type Files = Pick<PreprocessorState, 'read' | 'input'>;

function findInclude(
  { name, isQuoted }: IncludeTarget,
  at: Token,
  state: Files,
): ReturnType<PreprocessorState['read']> {
  for (const folder of searchFolders(at.file.path, isQuoted, state.input.includePaths)) {
    const file = state.read(joinPath(folder, name));
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The file that a line includes by its spelled name, if it does that and there is one. */
export function plainInclude(
  [hash, name, ...line]: readonly Token[],
  files: Files,
): { readonly first: Token; readonly last: Token; readonly file: SourceFile } | undefined {
  if (hash === undefined || !isPunctuator(hash, '#') || name?.text !== 'include') return undefined;
  const target = includeTarget(line);
  const [first] = line;
  const file = target && first && findInclude(target, first, files);
  if (target === undefined || first === undefined || file === undefined) return undefined;
  return { first, last: endOfTarget(target, line, first), file };
}

/** The last token of the name in "" or <>. */
function endOfTarget({ isQuoted }: IncludeTarget, line: readonly Token[], first: Token): Token {
  return isQuoted ? first : (line.find((token) => isPunctuator(token, '>')) ?? first);
}

function include(name: Token, line: readonly Token[], place: Place): void {
  const { state, hash } = place;
  const tokens = includeTarget(line) === undefined ? expand(line, state) : line;
  const target = includeTarget(tokens);
  const [first] = line;
  if (target === undefined || first === undefined) {
    state.problems.add(directiveSyntax(spanOf(name), '#include needs a name in "" or <>.'));
    return;
  }
  const close = endOfTarget(target, line, first);
  const file = findInclude(target, first, state);
  if (file === undefined) {
    const folders = searchFolders(first.file.path, target.isQuoted, state.input.includePaths);
    state.problems.add(includeNotFound({ first, last: close }, target.name, folders));
    return;
  }
  state.references.addFile(first, close, file);
  state.includeFile(file, [hash, close]);
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

function pragma(name: Token, line: readonly Token[], { state, hash }: Place): void {
  const [kind] = line;
  if (kind?.text === 'once') state.once.add(name.file.path);
  if (kind?.text === 'pack') {
    const message =
      '#pragma pack is not obeyed here. Mark each struct with __attribute__((packed)) instead.';
    state.problems.add(directiveSyntax({ first: hash, last: line.at(-1) ?? kind }, message));
  }
}

function spellingOf(tokens: readonly Token[]): string {
  return tokens.map((token, i) => (token.spaceBefore && i > 0 ? ' ' : '') + token.text).join('');
}
