// SPDX-License-Identifier: MIT
// Go to definition: of a macro, a field, a type, an object, or an included file.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';

export function definitionAt(
  analysis: Analysis,
  file: string,
  position: Position,
): SourceRange | undefined {
  return analysis.compilationWith(file)?.definitionAt(file, position);
}
