// SPDX-License-Identifier: MIT
// Constants of an enum in the user's file that name the elements of an array:
// `enum { UART, RAM, NUM_REGIONS };` and `[RAM] = { ... }`.
import type { InsertEdit } from '@cellblock/cell-config';
import type { Member } from '../types.js';
import type { EditedSource, Span } from './edited-source.js';
import { indentAt, lineStartAt, newlineOf, startsLine } from './source-text.js';
import type { TextEdit } from './source-text.js';

/** The constant in its enum, where it takes the next number; undefined for all other names. */
export function declarationOfConstant({ main }: EditedSource, name: string): Span | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const { text } = main;
  const code = blankedComments(text);
  for (const found of code.matchAll(/\benum\b[^{};]*\{([^{}]*)\}/g)) {
    const start = found.index + found[0].indexOf('{') + 1;
    const inside = new RegExp(`(?:^|,)\\s*(${name})\\s*(?=,|$)`).exec(found[1] ?? '');
    if (inside === null) continue;
    const at = start + inside.index + inside[0].indexOf(name);
    return { start: at, end: at + name.length };
  }
  return undefined;
}

export interface NewConstant {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** A constant for a new last element, declared in front of the one that is the bound. */
export function nameForElement(
  source: EditedSource,
  { type }: Member,
  { comment }: InsertEdit,
  isLast: boolean,
): NewConstant | undefined {
  const { text } = source.main;
  const { bound } = type.kind === 'array' ? type : {};
  if (!isLast || bound === undefined || bound.first !== bound.last) return undefined;
  const end = declarationOfConstant(source, bound.first.text);
  if (end === undefined) return undefined;
  const name = unusedName(comment, text);
  const newline = newlineOf(text);
  const isOwnLine = startsLine(text, end.start);
  const at = isOwnLine ? lineStartAt(text, end.start) : end.start;
  const newText = isOwnLine ? `${indentAt(text, end.start)}${name},${newline}` : `${name}, `;
  return { name, edits: [{ start: at, end: at, newText }] };
}

function unusedName(comment: string | undefined, text: string): string {
  const words = (comment ?? 'added').toUpperCase().match(/[A-Z0-9]+/g) ?? ['ADDED'];
  const base = words.join('_').replace(/^(?=\d)/, 'N');
  let name = base;
  for (let n = 2; new RegExp(`\\b${name}\\b`).test(text); n++) name = `${base}_${n}`;
  return name;
}

/** The same text with spaces for comments, so that offsets stay. */
function blankedComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length));
}
