// SPDX-License-Identifier: MIT
// Wider and wider selections: a word, an expression in parentheses, a value with
// its designator, all values in braces, the braces.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import type { Documents } from '../documents.js';
import { placeAt } from '../text/braces.js';
import { SourceText } from '../text/source-text.js';
import type { Piece } from '../text/source-text.js';

/** From the narrowest to the widest; each holds the one before. */
export function selectionsAt(
  documents: Documents,
  file: string,
  position: Position,
): readonly SourceRange[] {
  const source = new SourceText(documents.read(file) ?? '');
  const offset = source.offsetAt(position);
  const ranges: { start: number; end: number }[] = [];
  const add = (start: number, end: number): void => {
    const last = ranges.at(-1);
    const holds = last === undefined || (start <= last.start && end >= last.end);
    const isSame = last?.start === start && last.end === end;
    if (holds && !isSame && start <= offset && offset <= end) ranges.push({ start, end });
  };
  const piece = source.pieceAt(offset);
  if (piece !== undefined) add(piece.start, piece.end);
  for (const { start, end } of parenthesesAround(source.pieces, offset)) {
    add(start + 1, end - 1);
    add(start, end);
  }
  const { frames } = placeAt(source, offset);
  let inner = { start: offset, end: offset };
  for (const frame of [...frames].reverse()) {
    const item = itemAround(frame.inside, inner);
    if (item !== undefined) add(item.start, item.end);
    const end = frame.close?.start ?? source.text.length;
    add(frame.open.end, end);
    inner = { start: frame.open.start, end: frame.close?.end ?? end };
    add(inner.start, inner.end);
  }
  const { line } = position;
  const lineStart = source.offsetAt({ line, column: 0 });
  add(lineStart, source.offsetAt({ line, column: Number.MAX_SAFE_INTEGER }));
  add(0, source.text.length);
  return ranges.map(({ start, end }) => source.rangeIn(file, start, end));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The pieces between the commas around a span, which stand in braces of their own. */
function itemAround(inside: readonly Piece[], span: Span): Span | undefined {
  let depth = 0;
  let item: { start: number; end: number } | undefined;
  for (const { kind, text, start, end } of inside) {
    const isOpening = kind === 'punctuator' && /^[({[]$/.test(text);
    if (kind === 'punctuator' && /^[)}\]]$/.test(text)) depth--;
    if (depth === 0 && kind === 'punctuator' && /^[,;]$/.test(text)) {
      if (item !== undefined && item.end >= span.end) return item;
      item = undefined;
      continue;
    }
    if (isOpening) depth++;
    if (item === undefined && start > span.start) return undefined;
    item = { start: item?.start ?? start, end };
  }
  return item !== undefined && item.end >= span.end ? item : undefined;
}

/** From the innermost pair outwards. */
function parenthesesAround(pieces: readonly Piece[], offset: number): Span[] {
  const open: Piece[] = [];
  const found: Span[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'punctuator') continue;
    if (piece.text === '{' || piece.text === '}') {
      if (piece.start >= offset) break;
      open.length = 0;
    }
    if (piece.text === '(') open.push(piece);
    if (piece.text !== ')') continue;
    const start = open.pop();
    if (start !== undefined && start.end <= offset && piece.start >= offset) {
      found.push({ start: start.start, end: piece.end });
    }
  }
  return found;
}
