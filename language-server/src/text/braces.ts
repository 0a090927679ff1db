// SPDX-License-Identifier: MIT
// Where in an initialiser a position is, by the braces and designators around it.
import type { Piece, SourceText } from './source-text.js';

/** One pair of braces around a position. */
export interface Frame {
  readonly open: Piece;
  /** Absent where the text has none yet. */
  readonly close?: Piece;
  /** The field that the braces are the value of: `mem_regions` of `.mem_regions = {`. */
  readonly field?: string;
  /** The constant, or its text, that the braces are the element of: `RAM` of `[RAM] = {`. */
  readonly element?: string;
  /** Pieces between them, without comments. */
  readonly inside: readonly Piece[];
}

/** What is being written at a position. */
export interface Item {
  /** Where it starts, behind the comma or brace in front. */
  readonly start: number;
  /** The names of its designator: `amd`, `bdf` of `.amd.bdf =`; empty without one. */
  readonly fields: readonly string[];
  /** Whether the position is behind its '='. */
  readonly isValue: boolean;
  /** Whether it is in a directive, as the body of a macro is. */
  readonly isInDirective: boolean;
  /** Its pieces in front of the position, without comments. */
  readonly before: readonly Piece[];
}

export interface Place {
  /** From the outermost to the innermost; braces of code that is no initialiser count, too. */
  readonly frames: readonly Frame[];
  readonly item: Item;
}

/** Total. In a directive, only its own pieces count; elsewhere those of directives don't. */
export function placeAt(source: SourceText, offset: number): Place {
  const directive = directiveAt(source, offset);
  const pieces = source.pieces.filter(
    (piece) => piece.kind !== 'comment' && piece.directive === directive,
  );
  const count = pieces.findIndex(({ start }) => start >= offset);
  const before = count < 0 ? pieces : pieces.slice(0, count);
  const open: number[] = [];
  before.forEach((piece, index) => {
    if (piece.text === '{' && piece.kind === 'punctuator') open.push(index);
    else if (piece.text === '}' && piece.kind === 'punctuator') open.pop();
  });
  const frames = open.map((index) => frameAt(pieces, index));
  const item = itemAt(before, open.at(-1) ?? -1, offset);
  return { frames, item: { ...item, isInDirective: directive !== undefined } };
}

/** The names of the fields that the braces have values for, `.a.b = ` as `a`. */
export function namesIn({ inside }: Frame): string[] {
  const names: string[] = [];
  forEachTop(inside, (piece, index) => {
    const [before, dot] = [inside[index - 2], inside[index - 1]];
    // A comma may be missing still.
    const isFirst = before === undefined || before.text === ',' || dot?.isFirst === true;
    if (piece.kind === 'word' && dot?.text === '.' && isFirst) names.push(piece.text);
  });
  return names;
}

/** How many commas stand between the braces in front of an offset. */
export function commasBefore({ inside }: Frame, offset: number): number {
  let count = 0;
  forEachTop(inside, ({ text, start }) => {
    if (text === ',' && start < offset) count++;
  });
  return count;
}

/** The directive that an offset is in; it ends with its line, unless a backslash goes on. */
function directiveAt(source: SourceText, offset: number): number | undefined {
  const index = source.indexAt(Math.max(offset - 1, 0));
  const found = source.pieces[index];
  const last = found !== undefined && found.start < offset ? found : source.pieces[index - 1];
  if (last?.directive === undefined) return undefined;
  const between = source.text.slice(last.end, Math.max(offset, last.end));
  return /(?<!\\[ \t]*\r?)\n/.test(between) ? undefined : last.directive;
}

function frameAt(pieces: readonly Piece[], index: number): Frame {
  const close = closingIndex(pieces, index);
  const open = pieces[index] ?? { kind: 'punctuator', text: '{', start: 0, end: 0 };
  const end = close === undefined ? pieces.length : close;
  const closing = close === undefined ? undefined : pieces[close];
  const inside = pieces.slice(index + 1, end);
  const frame = { open, inside, ...(closing && { close: closing }) };
  const equals = pieces[index - 1];
  if (equals?.text !== '=') return frame;
  const last = pieces[index - 2];
  if (last?.kind === 'word') return { ...frame, field: last.text };
  if (last?.text !== ']') return frame;
  let at = index - 3;
  while (at > 0 && pieces[at]?.text !== '[') at--;
  const element = pieces
    .slice(at + 1, index - 2)
    .map(({ text }) => text)
    .join(' ');
  return { ...frame, element };
}

function closingIndex(pieces: readonly Piece[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < pieces.length; index++) {
    const { text, kind } = pieces[index] ?? {};
    if (kind !== 'punctuator') continue;
    if (text === '{') depth++;
    else if (text === '}' && --depth === 0) return index;
  }
  return undefined;
}

function itemAt(
  before: readonly Piece[],
  open: number,
  offset: number,
): Omit<Item, 'isInDirective'> {
  let start = before.length;
  let depth = 0;
  while (start > open + 1) {
    const { text = '', kind } = before[start - 1] ?? {};
    if (kind === 'punctuator') {
      if (/^[)}\]]$/.test(text)) depth++;
      else if (/^[({[]$/.test(text)) {
        // An open bracket is part of the item: `[RA`, `MACRO(`.
        if (depth > 0) depth--;
      } else if (depth === 0 && /^[,;]$/.test(text)) break;
    }
    start--;
    if (depth === 0 && text === '.' && before[start]?.isFirst === true) break;
  }
  const pieces = before.slice(start);
  const equals = pieces.findIndex(({ text, kind }) => text === '=' && kind === 'punctuator');
  const designator = equals < 0 ? pieces : pieces.slice(0, equals);
  const isDesignator = designator[0]?.text === '.' || designator[0]?.text === '[';
  return {
    start: pieces[0]?.start ?? offset,
    fields: isDesignator
      ? designator.filter(({ kind }) => kind === 'word').map(({ text }) => text)
      : [],
    isValue: equals >= 0,
    before: pieces,
  };
}

function forEachTop(pieces: readonly Piece[], action: (piece: Piece, index: number) => void): void {
  let depth = 0;
  pieces.forEach((piece, index) => {
    if (piece.kind === 'punctuator' && /^[({[]$/.test(piece.text)) depth++;
    else if (piece.kind === 'punctuator' && /^[)}\]]$/.test(piece.text)) depth--;
    else if (depth === 0) action(piece, index);
  });
}
