// SPDX-License-Identifier: MIT
// Addresses to source lines and back, over the rows of every unit.
import type { LineRow } from './line-program.js';

interface SourceLine {
  /** As the compiler named it, made absolute with its working directory. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; 0 when the compiler did not tell. */
  readonly column: number;
}

/** Code of one row: from its address to the next row's. */
export interface LineSpan extends SourceLine {
  readonly start: bigint;
  readonly end: bigint;
  readonly isStatement: boolean;
  readonly prologueEnd: boolean;
}

export interface LineTable {
  /** By start; spans of discarded code (at address 0 with everything else) are not there. */
  readonly spans: readonly LineSpan[];
  readonly byPath: ReadonlyMap<string, readonly LineSpan[]>;
}

export function buildLineTable(
  programs: readonly { readonly files: readonly string[]; readonly rows: readonly LineRow[] }[],
): LineTable {
  const spans: LineSpan[] = [];
  for (const { files, rows } of programs) {
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      if (row.endSequence || !next || next.address <= row.address) continue;
      const { line, column, isStatement, prologueEnd } = row;
      const path = files[row.file] ?? '';
      const extent = { start: row.address, end: next.address };
      spans.push({ ...extent, path, line, column, isStatement, prologueEnd });
    }
  }
  spans.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const byPath = new Map<string, LineSpan[]>();
  for (const span of spans) {
    const ofPath = byPath.get(span.path);
    if (ofPath) ofPath.push(span);
    else byPath.set(span.path, [span]);
  }
  return { spans, byPath };
}

/** The span that holds an address. */
export function spanAt(table: LineTable, address: bigint): LineSpan | undefined {
  let low = 0;
  let high = table.spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = table.spans[middle];
    if (span && span.start <= address) low = middle + 1;
    else high = middle;
  }
  const span = table.spans[low - 1];
  return span && address < span.end ? span : undefined;
}

/**
 * The last line at or before an address whose code is wanted; spans without a
 * gap between them are looked at, until the code is not `inside` any more.
 */
export function lineBefore(
  table: LineTable,
  address: bigint,
  about: (address: bigint) => { readonly inside: boolean; readonly wanted: boolean },
): LineSpan | undefined {
  for (let at = address; ;) {
    const { inside, wanted } = about(at);
    const span = inside ? spanAt(table, at) : undefined;
    if (!span || (wanted && span.line > 0)) return span;
    at = span.start - 1n;
  }
}

/**
 * Where statements of a line begin. A line without code stands for the next
 * one that has some; the answer's line says which.
 */
export function statementsOfLine(
  table: LineTable,
  path: string,
  line: number,
): readonly LineSpan[] {
  const statements = (table.byPath.get(path) ?? []).filter(
    (span) => span.isStatement && span.line >= line,
  );
  const nearest = statements.reduce((least, span) => Math.min(least, span.line), Infinity);
  return statements.filter((span) => span.line === nearest);
}
