// SPDX-License-Identifier: MIT
// #pragma and _Pragma: `once`, `pack` and the macros that are put aside. All
// others ask for nothing that a configuration's bytes depend on.
import { parseInteger } from '../evaluator/literal.js';
import { lex } from '../lexer.js';
import { directiveSyntax } from '../problems.js';
import type { TokenSpan } from '../problems.js';
import { sourceFile } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import type { Pragmas } from './pragma-state.js';
import type { PreprocessorState } from './state.js';

/** Obey what stands behind #pragma in a line. */
export function pragma(line: readonly Token[], at: TokenSpan, state: PreprocessorState): void {
  const [kind, ...rest] = line;
  switch (kind?.text) {
    case 'once':
      state.once.add(at.first.file.path);
      return;
    case 'pack':
      // GCC expands no macros here.
      pack(rest, at, state);
      return;
    case 'push_macro':
    case 'pop_macro': {
      const name = rest.find((token) => token.kind === 'string')?.text.slice(1, -1);
      if (name !== undefined) putAside(name, kind.text === 'push_macro', state);
      return;
    }
    default:
  }
}

function putAside(name: string, isPush: boolean, state: PreprocessorState): void {
  const { pragmas } = state;
  if (isPush) {
    const macro = state.macros.get(name);
    const entry = macro === undefined ? { name } : { name, macro };
    state.pragmas = { ...pragmas, macros: [...pragmas.macros, entry] };
    return;
  }
  const index = pragmas.macros.map((entry) => entry.name).lastIndexOf(name);
  const found = pragmas.macros[index];
  if (found === undefined) return;
  if (found.macro === undefined) state.macros.delete(name);
  else state.macros.set(name, found.macro);
  state.pragmas = { ...pragmas, macros: pragmas.macros.filter((_, i) => i !== index) };
}

/** `pack(2)`, `pack()`, `pack(push, name, 1)`, `pack(pop)` and what lies between. */
function pack(tokens: readonly Token[], at: TokenSpan, state: PreprocessorState): void {
  const words = tokens.slice(1, -1).filter((token) => !isPunctuator(token, ','));
  const [open] = tokens;
  const close = tokens.at(-1);
  const isCall = open && close && isPunctuator(open, '(') && isPunctuator(close, ')');
  const verb = words[0]?.text === 'push' || words[0]?.text === 'pop' ? words.shift()?.text : '';
  const name = words[0]?.kind === 'identifier' ? words.shift()?.text : undefined;
  const size = words.length === 0 ? undefined : sizeOf(words);
  if (isCall !== true || (words.length > 0 && size === undefined) || words.length > 1) {
    const message = '#pragma pack takes 1, 2, 4, 8 or 16, or push or pop in front of it.';
    state.problems.add(directiveSyntax(at, message));
    return;
  }
  const { pragmas } = state;
  const set = size === undefined ? {} : size === 0 ? { pack: undefined } : { pack: size };
  if (verb === 'push') {
    const entry = { ...(name !== undefined && { name }), pack: pragmas.pack };
    state.pragmas = { ...pragmas, packs: [...pragmas.packs, entry], ...set };
  } else if (verb === 'pop') state.pragmas = { ...popped(pragmas, name), ...set };
  else state.pragmas = { ...pragmas, pack: size === 0 ? undefined : size };
}

function popped(pragmas: Pragmas, name: string | undefined): Pragmas {
  const { packs } = pragmas;
  const index =
    name === undefined ? packs.length - 1 : packs.findLastIndex((one) => one.name === name);
  const found = packs[index];
  return found === undefined
    ? pragmas
    : { ...pragmas, pack: found.pack, packs: packs.slice(0, index) };
}

function sizeOf([word]: readonly Token[]): number | undefined {
  const literal = word === undefined ? 'none' : parseInteger(word.text);
  if (typeof literal === 'string') return undefined;
  const size = Number(literal.value);
  return [0, 1, 2, 4, 8, 16].includes(size) ? size : undefined;
}

/** How many tokens of `_Pragma("...")` start at an index; obeys them. */
export function pragmaOperator(
  tokens: readonly Token[],
  index: number,
  state: PreprocessorState,
): number {
  const [word, open, text, close] = tokens.slice(index, index + 4);
  const isCall = open && close && isPunctuator(open, '(') && isPunctuator(close, ')');
  if (word?.text !== '_Pragma' || text?.kind !== 'string' || isCall !== true) return 0;
  const content = text.text.slice(text.text.indexOf('"') + 1, -1).replace(/\\(["\\])/g, '$1');
  const line = lex(sourceFile('<pragma>', content)).filter(({ kind }) => kind !== 'newline');
  pragma(line, { first: word, last: close }, state);
  return 4;
}
