// SPDX-License-Identifier: MIT
// Cells, systems and macros of the whole workspace, by name. Nothing is
// compiled for it.
import { dirname, join } from 'node:path';
import type { SourceRange } from '@cellblock/config-compiler';
import type { Documents } from '../documents.js';
import { SourceText } from '../text/source-text.js';
import type { Workspace } from '../workspace.js';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: 'system' | 'cell' | 'macro';
  readonly range: SourceRange;
}

/** So many answers are enough; more letters give fewer. */
const answerLimit = 500;

/** Names that have the letters of the query in their order. */
export function workspaceSymbols(
  workspace: Workspace,
  documents: Documents,
  query: string,
): readonly WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  const headers = new Set<string>();
  const add = (symbol: WorkspaceSymbol): void => {
    if (isMatch(symbol.name, query)) found.push(symbol);
  };
  for (const file of workspace.configurations()) {
    const source = new SourceText(documents.read(file) ?? '');
    cellNames(source, file, workspace.isSystem(file)).forEach(add);
    macros(source, file).forEach(add);
    for (const name of includedBeside(source)) headers.add(join(dirname(file), name));
    if (found.length >= answerLimit) break;
  }
  for (const file of headers) {
    const text = documents.read(file);
    if (text !== undefined) macros(new SourceText(text), file).forEach(add);
    if (found.length >= answerLimit) break;
  }
  return found.slice(0, answerLimit);
}

function isMatch(name: string, query: string): boolean {
  let at = 0;
  const text = name.toLowerCase();
  for (const letter of query.toLowerCase()) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function cellNames(source: SourceText, file: string, isSystem: boolean): WorkspaceSymbol[] {
  return source.pieces.flatMap((piece, index) => {
    const [dot, name, equals] = source.pieces.slice(Math.max(index - 3, 0), index);
    const isName = dot?.text === '.' && name?.text === 'name' && equals?.text === '=';
    if (piece.kind !== 'string' || !isName) return [];
    const range = source.rangeIn(file, piece.start, piece.end);
    return [{ name: piece.text.replaceAll('"', ''), kind: isSystem ? 'system' : 'cell', range }];
  });
}

function macros(source: SourceText, file: string): WorkspaceSymbol[] {
  return source.pieces.flatMap((piece, index) => {
    const before = source.pieces[index - 1];
    const isDefined = before?.kind === 'directive' && before.text === 'define';
    if (!isDefined || piece.kind !== 'word') return [];
    const range = source.rangeIn(file, piece.start, piece.end);
    return [{ name: piece.text, kind: 'macro', range }];
  });
}

function includedBeside({ pieces }: SourceText): string[] {
  return pieces.flatMap(({ kind, text }, index) => {
    const before = pieces[index - 1];
    const isIncluded = before?.kind === 'directive' && before.text === 'include';
    return isIncluded && kind === 'string' && text.startsWith('"') ? [text.slice(1, -1)] : [];
  });
}
