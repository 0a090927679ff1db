// SPDX-License-Identifier: MIT
// The files that #include names, to be opened.
import type { SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { SourceText } from '../text/source-text.js';

export interface DocumentLink {
  readonly range: SourceRange;
  readonly target: string;
}

export function linksOf(
  analysis: Analysis,
  documents: Documents,
  file: string,
): readonly DocumentLink[] {
  const compilation = analysis.compilationWith(file);
  if (compilation === undefined) return [];
  const source = new SourceText(documents.read(file) ?? '');
  return source.pieces.flatMap((piece, index) => {
    const before = source.pieces[index - 1];
    const isName =
      piece.kind === 'string' && before?.kind === 'directive' && before.text.startsWith('include');
    if (!isName) return [];
    // The position behind the opening quote is in the name and nowhere else.
    const target = compilation.definitionAt(file, source.positionAt(piece.start + 1))?.file;
    if (target === undefined) return [];
    return [{ range: source.rangeIn(file, piece.start + 1, piece.end - 1), target }];
  });
}
