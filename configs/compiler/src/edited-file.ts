// SPDX-License-Identifier: MIT
// Problems in files that the edited one includes are shown where it does so.
import type { SourceProblem } from './compilation.js';
import type { References } from './references.js';
import type { SourceRange } from './source.js';
import { userRange } from './token.js';
import type { MacroNote } from './token.js';

/** The same problem with its range in `file`; the way to where it lies is told in `through`. */
export function inEditedFile(
  problem: SourceProblem,
  file: string,
  references: References,
): SourceProblem {
  if (problem.range.file === file) return problem;
  const notes: MacroNote[] = [];
  const seen = new Set<string>();
  let { range } = problem;
  while (range.file !== file && !seen.has(range.file)) {
    seen.add(range.file);
    notes.push({ range, message: `in '${range.file}', which is included` });
    range = includeRange(range.file, references) ?? startOf(file);
  }
  return { ...problem, range, through: [...(problem.through ?? []), ...notes] };
}

function includeRange(file: string, references: References): SourceRange | undefined {
  const site = references.includeSite(file);
  return site && userRange(site.token, site.last);
}

function startOf(file: string): SourceRange {
  const start = { line: 0, column: 0 };
  return { file, start, end: start };
}
