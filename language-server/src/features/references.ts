// SPDX-License-Identifier: MIT
// Every use of the name under the cursor, in all configurations and headers of
// the workspace.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import { nameAt, occurrencesOf } from '../occurrences.js';
import type { Sources } from '../occurrences.js';

export function referencesAt(
  sources: Sources,
  file: string,
  position: Position,
  includesDefinition: boolean,
): readonly SourceRange[] {
  const name = nameAt(sources, file, position);
  if (name === undefined) return [];
  const { definition } = name;
  return occurrencesOf(sources, name).filter(
    (range) =>
      includesDefinition ||
      range.file !== definition.file ||
      range.start.line !== definition.start.line ||
      range.start.column !== definition.start.column,
  );
}
