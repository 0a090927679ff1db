// SPDX-License-Identifier: MIT
// Values as C writes them: by the names that the source knows, else as numbers
// in the base that stood there before.
import type { EditedSource } from './edited-source.js';

/** `old` is the text that it replaces. */
export function spelledText(
  value: bigint | string,
  spelling: string | undefined,
  source: EditedSource,
  old?: string,
): string {
  if (spelling !== undefined && areKnown(spelling, source)) return spelling;
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  return numberText(value, old);
}

/** Binary and short decimal numbers stay so; all others become hexadecimal. */
export function numberText(value: bigint, old = ''): string {
  const before = old.trim().toLowerCase();
  if (before.startsWith('0b')) {
    const digits = before.replace(/u?l*$/, '').length - 2;
    return `0b${value.toString(2).padStart(digits, '0')}`;
  }
  if (value < 10n) return value.toString();
  const isDecimal = /^[1-9]\d*$/.test(before) && value < 4096n;
  return isDecimal ? value.toString() : `0x${value.toString(16)}`;
}

/** Whether every name in a text of C is one that the source knows. */
function areKnown(spelling: string, { macros, object, main }: EditedSource): boolean {
  const names = spelling.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
  return names.every(
    (name) =>
      name === 'sizeof' || name === object.name || macros.has(name) || main.text.includes(name),
  );
}
