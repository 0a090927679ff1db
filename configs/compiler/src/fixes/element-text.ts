// SPDX-License-Identifier: MIT
// A new element of an array as it is written by hand: a designator for each
// field, in the order that the fix names them.
import { memoryFlagsText } from '@cellblock/cell-config';
import type { InsertEdit } from '@cellblock/cell-config';
import type { EditedSource } from './edited-source.js';
import { newlineOf, unitOf, wrapped } from './source-text.js';
import { spelledText } from './value-text.js';

/** What the element is in C. */
export interface ElementType {
  readonly tag: string | undefined;
  /** The C name of a field of the model. */
  readonly nameOf: (property: string) => string | undefined;
}

/** The text of the element, its comma not included, for an indentation. */
export function elementText(
  source: EditedSource,
  { tag, nameOf }: ElementType,
  { fields, comment }: InsertEdit,
  constant?: string,
): (indent: string) => string {
  const newline = newlineOf(source.main.text);
  return (indent) => {
    const inner = indent + unitOf(indent);
    const lines = Object.entries(fields).map(([property, value]) => {
      const text = fieldText(source, property, value, tag);
      return `${wrapped(inner, `.${nameOf(property) ?? property} = `, text, newline)},`;
    });
    const lead = constant === undefined ? commentText(comment) : `[${constant}] = `;
    return [`${indent}${lead}{`, ...lines, `${indent}}`].join(newline);
  };
}

function commentText(comment: string | undefined): string {
  return comment === undefined ? '' : `/* ${comment.replaceAll('*/', '')} */ `;
}

function fieldText(
  source: EditedSource,
  property: string,
  value: bigint | string,
  tag: string | undefined,
): string {
  if (typeof value === 'string') return value;
  const isFlags = tag === 'jailhouse_memory' && property === 'flags';
  return spelledText(value, isFlags ? memoryFlagsText(value) : undefined, source);
}
