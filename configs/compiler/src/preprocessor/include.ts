// SPDX-License-Identifier: MIT
// #include and its kin: which file is meant, and what if there is none.
import type { ProblemList } from '../problem-list.js';
import { directiveSyntax, includeNotFound, includeSupplied, spanOf } from '../problems.js';
import type { SourceFile } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import { expand } from './expand.js';
import { joinPath, searchFolders } from './file-search.js';
import type { PreprocessorState } from './state.js';
import { standInOf, suppliedPath } from './supplied-headers.js';

export interface IncludeTarget {
  readonly name: string;
  readonly isQuoted: boolean;
  /** Whether the folder of the including file and those before it are left out. */
  readonly isNext?: boolean;
}

/** What is named in "" or <>; undefined if it is neither. */
export function includeTarget(tokens: readonly Token[]): IncludeTarget | undefined {
  const [first] = tokens;
  const isQuoted = first?.kind === 'string' && first.flaw === undefined && first.text !== '""';
  if (isQuoted) return { name: first.text.slice(1, -1), isQuoted };
  if (first === undefined || !isPunctuator(first, '<')) return undefined;
  const close = tokens.findIndex((token) => isPunctuator(token, '>'));
  return close < 0 ? undefined : { name: spellingOf(tokens.slice(1, close)), isQuoted: false };
}

type Files = Pick<PreprocessorState, 'read' | 'input'>;

/** The file, one of a compiler's own included. */
export function findInclude(
  target: IncludeTarget,
  at: Token,
  state: Files,
): ReturnType<PreprocessorState['read']> {
  for (const folder of foldersOf(target, at, state)) {
    const file = state.read(joinPath(folder, target.name));
    if (file !== undefined) return file;
  }
  const supplied = suppliedPath(target.name);
  return supplied === undefined ? undefined : state.read(supplied);
}

function foldersOf(
  { name, isQuoted, isNext }: IncludeTarget,
  at: Token,
  { input }: Files,
): string[] {
  const { includePaths } = input;
  if (isNext !== true) return searchFolders(at.file.path, isQuoted, includePaths);
  const own = includePaths.findIndex((folder) => joinPath(folder, name) === at.file.path);
  return includePaths.slice(own + 1);
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

/** Obey #include, #include_next or #import. */
export function include(name: Token, line: readonly Token[], place: IncludePlace): void {
  const { state, hash } = place;
  const tokens = includeTarget(line) === undefined ? expand(line, state) : line;
  const found = includeTarget(tokens);
  const [first] = line;
  if (found === undefined || first === undefined) {
    state.problems.add(directiveSyntax(spanOf(name), '#include needs a name in "" or <>.'));
    return;
  }
  const target = { ...found, isNext: name.text === 'include_next' };
  const close = endOfTarget(target, line, first);
  const file = findInclude(target, first, state);
  if (file === undefined) {
    const folders = foldersOf(target, first, state);
    state.problems.add(includeNotFound({ first, last: close }, target.name, folders));
    return;
  }
  warnOfSupplied({ first, last: close, file }, state.problems);
  state.references.addFile(first, close, file);
  state.includeFile(file, [hash, close]);
  if (name.text === 'import') state.once.add(file.path);
}

interface IncludePlace {
  readonly state: PreprocessorState;
  /** The # in front. */
  readonly hash: Token;
}

/** A header of the kernel's or the build's own whose types are known, but not its text. */
export function warnOfSupplied(
  { first, last, file }: { first: Token; last: Token; file: SourceFile },
  problems: ProblemList,
): void {
  const standIn = standInOf(file.path);
  if (standIn !== undefined) problems.add(includeSupplied({ first, last }, standIn));
}

function spellingOf(tokens: readonly Token[]): string {
  return tokens.map((token, i) => (token.spaceBefore && i > 0 ? ' ' : '') + token.text).join('');
}
