// SPDX-License-Identifier: MIT
// The records of a file as names and values, so that two files of one layout
// can be compared even where the model has no word for a field.
import { isBytes } from './records-of-file.js';
import type { RecordsOfFile } from './records-of-file.js';
import { without } from './translate/adopt.js';

export type FlatValue = bigint | number | string;

/** Every value by its path, such as `system.debugConsole.flags`; bitmaps as a whole. */
export function flatten({ system, cell, arrays, layout }: RecordsOfFile): Map<string, FlatValue> {
  const values = new Map<string, FlatValue>();
  const counts = new Set(layout.arrays.map(({ count }) => count));
  if (system !== undefined) {
    add(without(system, 'rootCell'), 'system', values);
  }
  const step = system === undefined ? 'cell' : 'rootCell';
  const descriptor = Object.entries(cell).filter(([name]) => !counts.has(name));
  add(Object.fromEntries(descriptor), step, values);
  for (const { layout: array, elements } of arrays) {
    const path = `${step}.${array.property}`;
    if (isBytes(array.of)) values.set(path, hexOf(elements as ArrayLike<number>));
    else add(Array.from(elements), path, values);
  }
  return values;
}

function add(value: unknown, path: string, values: Map<string, FlatValue>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) add(inner, `${path}.${name}`, values);
  } else if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string') {
    values.set(path, value);
  }
}

function hexOf(bytes: ArrayLike<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
