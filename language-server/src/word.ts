// SPDX-License-Identifier: MIT
// The identifier at a position of a text.
import type { Position } from '@cellblock/config-compiler';

export interface Word {
  readonly text: string;
  readonly start: Position;
  readonly end: Position;
}

/** A cursor behind the last character counts; undefined between two other characters. */
export function wordAt(text: string, position: Position): Word | undefined {
  const line = text.split('\n')[position.line] ?? '';
  for (const match of line.matchAll(/[A-Za-z_]\w*/g)) {
    const end = match.index + match[0].length;
    if (match.index <= position.column && position.column <= end) {
      return {
        text: match[0],
        start: { line: position.line, column: match.index },
        end: { line: position.line, column: end },
      };
    }
  }
  return undefined;
}
