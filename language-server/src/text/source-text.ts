// SPDX-License-Identifier: MIT
// The text of a file in pieces: comments, words, numbers, punctuation. It needs
// no headers and no sense in the text, so it serves text that is half typed.
import type { Position, SourceRange } from '@cellblock/config-compiler';

export type PieceKind = 'comment' | 'string' | 'number' | 'word' | 'directive' | 'punctuator';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Number of the directive that it is part of, by its '#' in the text; absent elsewhere. */
  readonly directive?: number;
  /** Whether nothing but space stands in front of it in its line. */
  readonly isFirst?: true;
}

const pattern = new RegExp(
  [
    /(?<comment>\/\/(?:[^\\\n]|\\[^])*|\/\*[^]*?(?:\*\/|$))/,
    /(?<string>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?)/,
    /(?<number>\.?\d(?:[eEpP][+-]|[\w.])*)/,
    /(?<word>[A-Za-z_$]\w*)/,
    /(?<splice>\\[ \t]*\r?\n)/,
    /(?<newline>\n)/,
    /(?<punctuator>\.\.\.|<<|>>|&&|\|\||##|[[\](){}.&*+\-~!/%<>^|?:;=,#])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

export class SourceText {
  readonly pieces: readonly Piece[];
  readonly #lineStarts: readonly number[];

  constructor(readonly text: string) {
    this.pieces = piecesOf(text);
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** Total: a position behind a line's end counts as that end. */
  offsetAt({ line, column }: Position): number {
    const start = this.#lineStarts[line];
    if (start === undefined) return line < 0 ? 0 : this.text.length;
    const next = this.#lineStarts[line + 1];
    return Math.min(start + Math.max(column, 0), next === undefined ? this.text.length : next - 1);
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, column: offset - (this.#lineStarts[low] ?? 0) };
  }

  rangeIn(file: string, start: number, end: number): SourceRange {
    return { file, start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** Index of the first piece that ends behind an offset. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The piece that holds an offset, be it its end; of two that meet there, the word. */
  pieceAt(offset: number): Piece | undefined {
    const index = this.indexAt(offset);
    const behind = this.pieces[index];
    const before = this.pieces[index - 1];
    if (behind !== undefined && behind.start <= offset && behind.kind === 'word') return behind;
    if (before?.end === offset && before.kind === 'word') return before;
    return behind !== undefined && behind.start <= offset ? behind : undefined;
  }

  wordAt(position: Position): Piece | undefined {
    const piece = this.pieceAt(this.offsetAt(position));
    return piece?.kind === 'word' ? piece : undefined;
  }
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let directive: number | undefined;
  let isLineStart = true;
  let namesFile = false;
  for (const match of text.matchAll(pattern)) {
    const { groups = {}, index } = match;
    const [spelled] = match;
    if (groups.splice !== undefined) continue;
    if (groups.newline !== undefined) {
      isLineStart = true;
      directive = undefined;
      namesFile = false;
      continue;
    }
    // What the name of a file in <> is made of is one piece already.
    const last = pieces.at(-1);
    if (last !== undefined && index < last.end) continue;
    if (spelled === '#' && isLineStart) directive = index;
    let kind = kindOf(groups);
    let end = index + spelled.length;
    if (directive !== undefined && last?.text === '#' && last.directive === directive) {
      kind = 'directive';
      namesFile = /^(include|include_next|import)$/.test(spelled);
    } else if (namesFile && spelled.startsWith('<')) {
      const close = /[>\n]/.exec(text.slice(index));
      kind = 'string';
      end = close === null ? text.length : index + close.index + (close[0] === '>' ? 1 : 0);
    }
    pieces.push({
      kind,
      text: text.slice(index, end),
      start: index,
      end,
      ...(directive !== undefined && { directive }),
      ...(isLineStart && { isFirst: true }),
    });
    // A comment in front of a directive is allowed, and one of several lines ends none.
    if (kind !== 'comment') isLineStart = false;
  }
  return pieces;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): PieceKind {
  const kinds = ['comment', 'string', 'number', 'word'] as const;
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'punctuator';
}
