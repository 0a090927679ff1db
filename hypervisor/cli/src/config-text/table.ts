// SPDX-License-Identifier: MIT
// Columns that line up.
import { printable } from '../printable.js';
import type { Style } from '../terminal-style.js';

export interface Table {
  readonly columns: readonly string[];
  /** Names of columns that are aligned to the right. */
  readonly right?: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Lines below the row, at its second column. */
  readonly below?: readonly string[];
}

/** So wide is what people read without scrolling. */
export const WIDTH = 100;

/** Lines with two spaces before each; the last column wraps at commas and spaces. */
export function tableLines({ columns, right = [], rows }: Table, style: Style): string[] {
  const used = columns.map((name, index) => ({
    name,
    index,
    width: Math.max(...[name, ...rows.map(({ cells }) => cells[index] ?? '')].map(lengthOf)),
    isEmpty: rows.every(({ cells }) => (cells[index] ?? '') === ''),
  }));
  const shown = used.filter(({ isEmpty }) => !isEmpty);
  const line = (cells: readonly string[]): string[] => {
    const last = shown.at(-1);
    const before = shown.slice(0, -1).map(({ name, index, width }) => {
      const text = printable(cells[index] ?? '');
      return right.includes(name) ? text.padStart(width) : text.padEnd(width);
    });
    const start = ['', ...before, ''].join('  ');
    const end = printable(last === undefined ? '' : (cells[last.index] ?? ''));
    const text = last && right.includes(last.name) ? end.padStart(last.width) : end;
    return wrap(text, Math.max(WIDTH - start.length, 30)).map((part, index) =>
      (index === 0 ? start + part : ' '.repeat(start.length) + part).trimEnd(),
    );
  };
  return [
    ...line(columns).map(style.dim),
    ...rows.flatMap(({ cells, below = [] }) => [
      ...line(cells),
      ...below.map((text) => `${' '.repeat((shown[0]?.width ?? 0) + 4)}${printable(text)}`),
    ]),
  ];
}

/** Names and what they stand for, in two columns; nothing for what is undefined. */
export function fieldLines(
  fields: readonly (readonly [name: string, value: string | undefined])[],
  style: Style,
): string[] {
  const present = fields.filter(([, value]) => value !== undefined);
  const width = Math.max(...present.map(([name]) => name.length));
  return present.flatMap(([name, value]) =>
    wrap(printable(value ?? ''), WIDTH - width - 4).map((part, index) =>
      index === 0
        ? `  ${style.dim(name.padEnd(width))}  ${part}`
        : `${' '.repeat(width + 4)}${part}`,
    ),
  );
}

/** Parts of at most `width` characters, cut at spaces. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function lengthOf(text: string): number {
  return printable(text).length;
}
