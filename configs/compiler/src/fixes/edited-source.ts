// SPDX-License-Identifier: MIT
// What edits of a source need to know of it, and which text of the user's own
// file stands for a write: nothing else may be edited.
import type { Configuration } from '@cellblock/cell-config';
import type { Write } from '../image/image-buffer.js';
import type { SourceFile } from '../source.js';
import { endOfCall } from '../token.js';
import type { Token } from '../token.js';
import type { CType } from '../types.js';

export interface EditedSource {
  readonly main: SourceFile;
  readonly model: Configuration;
  readonly writes: readonly Write[];
  /** The object that is the configuration. */
  readonly object: { readonly name: string; readonly type: CType };
  readonly macros: ReadonlyMap<string, string>;
}

/** Characters of the user's file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first token of the outermost call that a token came from, or the token itself. */
function startOfCall(token: Token): Token {
  let at = token;
  while (at.expansion !== undefined) at = at.expansion.site;
  return at;
}

/** The text in the user's file that stands for the tokens, macro calls as a whole. */
export function spanOf(source: EditedSource, first: Token, last: Token): Span | undefined {
  const start = startOfCall(first);
  const startEnd = endOfCall(first);
  const end = endOfCall(last);
  if (start.file !== source.main || end.file !== source.main || startEnd.file !== source.main) {
    return undefined;
  }
  const behind = Math.max(end.end, startEnd.end);
  return start.start < behind ? { start: start.start, end: behind } : undefined;
}

/** Whether both ends are spelled in the user's file. */
export function isSpelled({ main }: EditedSource, first: Token, last: Token): boolean {
  return (
    first.expansion === undefined &&
    last.expansion === undefined &&
    first.file === main &&
    last.file === main
  );
}

/** What stands between two commas of braces. */
export interface Item extends Span {
  /** The bytes that it writes. */
  readonly from: number;
  readonly to: number;
  /** Whether `.field =` or `[index] =` stands in front, in the text. */
  readonly isDesignated: boolean;
}

/** The items of braces in the order of the text; those of one macro call are one. */
export function itemsOf(source: EditedSource, list: Write): Item[] {
  const spans: Item[] = [];
  for (const write of source.writes) {
    if (write === list || write.start < list.start || write.end > list.end) continue;
    const { designator, first, last } = write;
    const span = spanOf(source, designator ?? first, last);
    if (span === undefined || span.start <= list.first.start || span.end >= list.last.end) continue;
    const isDesignated = designator !== undefined && designator.expansion === undefined;
    spans.push({ ...span, from: write.start, to: write.end, isDesignated });
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const items: Item[] = [];
  for (const span of spans) {
    const last = items.at(-1);
    if (last === undefined || span.start >= last.end) items.push(span);
    else {
      const from = Math.min(last.from, span.from);
      const to = Math.max(last.to, span.to);
      items[items.length - 1] = { ...last, from, to };
    }
  }
  return items;
}
