// SPDX-License-Identifier: MIT
// What can be folded: braces, comments, parts under conditions, runs of #include.
import type { Documents } from '../documents.js';
import { SourceText } from '../text/source-text.js';
import type { Piece } from '../text/source-text.js';

export interface Fold {
  /** Lines, the last one included. */
  readonly start: number;
  readonly end: number;
  readonly kind?: 'comment' | 'imports' | 'region';
}

export function foldsOf(documents: Documents, file: string): readonly Fold[] {
  const source = new SourceText(documents.read(file) ?? '');
  const lineOf = (offset: number): number => source.positionAt(offset).line;
  const folds: Fold[] = [];
  const add = (start: number, end: number, kind?: Fold['kind']): void => {
    if (end > start) folds.push({ start, end, ...(kind && { kind }) });
  };
  const open: Piece[] = [];
  const conditions: number[] = [];
  for (const piece of source.pieces) {
    const { kind, text, start, end } = piece;
    if (kind === 'comment') add(lineOf(start), lineOf(end), 'comment');
    else if (kind === 'punctuator' && text === '{') open.push(piece);
    else if (kind === 'punctuator' && text === '}') {
      const brace = open.pop();
      // The line of the closing brace stays visible.
      if (brace !== undefined) add(lineOf(brace.start), lineOf(start) - 1);
    } else if (kind === 'directive') {
      const line = lineOf(start);
      const opening = /^(elif|elifdef|elifndef|else|endif)$/.test(text)
        ? conditions.pop()
        : undefined;
      if (opening !== undefined) add(opening, line - 1, 'region');
      if (/^(if|ifdef|ifndef|elif|elifdef|elifndef|else)$/.test(text)) conditions.push(line);
    }
  }
  return [...folds, ...commentRuns(source), ...includeRuns(source)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
}

/** Comments of one line each that follow each other. */
function commentRuns(source: SourceText): Fold[] {
  const lines = source.pieces
    .filter(({ text, isFirst }) => text.startsWith('//') && isFirst === true)
    .map(({ start }) => source.positionAt(start).line);
  return runs(lines, 1).map((fold) => ({ ...fold, kind: 'comment' }));
}

function includeRuns(source: SourceText): Fold[] {
  const lines = source.pieces
    .filter(({ kind, text }) => kind === 'directive' && text === 'include')
    .map(({ start }) => source.positionAt(start).line);
  // An empty line between two groups does not part them.
  return runs(lines, 2).map((fold) => ({ ...fold, kind: 'imports' }));
}

function runs(lines: readonly number[], distance: number): Fold[] {
  const found: Fold[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while ((lines[end + 1] ?? Infinity) - (lines[end] ?? 0) <= distance) end++;
    const [start, last] = [lines[at] ?? 0, lines[end] ?? 0];
    if (last > start) found.push({ start, end: last });
    at = end + 1;
  }
  return found;
}
