// SPDX-License-Identifier: MIT
// Source text and places in it.

/** Zero-based; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to but not including `end`. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text with its byte order mark, if it has one. */
  readonly content: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
}

/** A byte order mark is no part of the text; editors do not count it either. */
export function sourceFile(path: string, content: string): SourceFile {
  const text = content.startsWith('\ufeff') ? content.slice(1) : content;
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return { path, text, content, lineStarts };
}

function positionAt(file: SourceFile, offset: number): Position {
  let low = 0;
  let high = file.lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low, column: offset - (file.lineStarts[low] ?? 0) };
}

export function rangeAt(file: SourceFile, start: number, end: number): SourceRange {
  return { file: file.path, start: positionAt(file, start), end: positionAt(file, end) };
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

/** Whether two ranges have a place in common; a shared end counts. */
export function touches(a: SourceRange, b: SourceRange): boolean {
  return holds(a, b.file, b.start) || holds(b, a.file, a.start);
}

/** Whether a range holds a position; its end counts, as a cursor stands there too. */
export function holds(range: SourceRange, file: string, position: Position): boolean {
  return (
    range.file === file &&
    comparePositions(range.start, position) <= 0 &&
    comparePositions(position, range.end) <= 0
  );
}

/** Orders ranges of one file from the narrowest to the widest where one holds the other. */
export function isWithin(inner: SourceRange, outer: SourceRange): boolean {
  return (
    inner.file === outer.file &&
    comparePositions(outer.start, inner.start) <= 0 &&
    comparePositions(inner.end, outer.end) <= 0
  );
}
