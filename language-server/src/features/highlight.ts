// SPDX-License-Identifier: MIT
// The uses of the name under the cursor in the same file.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import { nameAt, occurrencesIn } from '../occurrences.js';
import type { Sources } from '../occurrences.js';

export interface Highlight {
  readonly range: SourceRange;
  readonly isDefinition: boolean;
}

export function highlightsAt(
  sources: Sources,
  file: string,
  position: Position,
): readonly Highlight[] {
  const name = nameAt(sources, file, position);
  if (name === undefined) return [];
  const { line, column } = name.definition.start;
  return occurrencesIn(sources, name, file).map((range) => ({
    range,
    isDefinition:
      range.file === name.definition.file &&
      range.start.line === line &&
      range.start.column === column,
  }));
}
