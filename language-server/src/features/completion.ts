// SPDX-License-Identifier: MIT
// What can be written at a position: the fields that the braces around it
// take, after a full stop; elsewhere the format's constants.
import type { Position } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';

export interface Completion {
  readonly label: string;
  readonly kind: 'field' | 'constant';
  /** A field's type, a constant's replacement. */
  readonly detail: string;
}

export function completionsAt(
  analysis: Analysis,
  documents: Documents,
  file: string,
  position: Position,
): readonly Completion[] {
  const compilation = analysis.compilationWith(file);
  const line = (documents.read(file) ?? '').split('\n')[position.line] ?? '';
  const before = line.slice(0, position.column);
  if (compilation === undefined || /\/\/|#\s*include|"[^"]*$/.test(before)) return [];
  if (/\.\w*$/.test(before)) {
    return compilation
      .fieldsAt(file, position)
      .map(({ name, type }) => ({ label: name, kind: 'field', detail: type }));
  }
  return [...compilation.macros]
    .filter(([name]) => /^[A-Z][A-Z0-9_]*$/.test(name))
    .map(([name, replacement]) => ({ label: name, kind: 'constant', detail: replacement }));
}
