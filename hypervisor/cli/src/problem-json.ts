// SPDX-License-Identifier: MIT
// Problems as JSON for scripts: lines and columns count from 1, as in the text.
import { pathName } from '@cellblock/cell-config';
import type { ModelPath, Severity } from '@cellblock/cell-config';
import type { SourceRange } from '@cellblock/config-compiler';
import type { PlacedProblem } from './configuration.js';
import { countOf, shown } from './problem-text.js';

export interface PlaceJson {
  readonly file: string;
  /** Of a source: from the first character up to but not including the last. */
  readonly start?: { readonly line: number; readonly column: number };
  readonly end?: { readonly line: number; readonly column: number };
  /** Of a .cell file: the field as C spells it. */
  readonly path?: string;
}

export interface ProblemJson extends PlaceJson {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (PlaceJson & { readonly message: string })[];
  readonly fix?: {
    readonly title: string;
    readonly edits: readonly (PlaceJson & { readonly newText: string })[];
  };
}

export function problemsAsJson(
  files: readonly string[],
  problems: readonly PlacedProblem[],
): object {
  return {
    files: files.map(shown),
    summary: {
      errors: countOf(problems, 'error'),
      warnings: countOf(problems, 'warning'),
      information: countOf(problems, 'information'),
    },
    problems: problems.map(problemJson),
  };
}

export function problemJson({ file, problem, elsewhere = [] }: PlacedProblem): ProblemJson {
  const { id, severity, message } = problem;
  const far = elsewhere.map(({ at, message: text }) => ({ ...atPath(at, file), message: text }));
  if (!('range' in problem)) {
    const related = (problem.related ?? []).map((place) => ({
      ...atPath(place.at, file),
      message: place.message,
    }));
    return { ...atPath(problem.at, file), id, severity, message, related: [...related, ...far] };
  }
  const near = [...(problem.through ?? []), ...(problem.related ?? [])].map((place) => ({
    ...atRange(place.range),
    message: place.message,
  }));
  const { fix } = problem;
  return {
    ...atRange(problem.range),
    ...{ id, severity, message, related: [...near, ...far] },
    ...(fix && {
      fix: {
        title: fix.title,
        edits: fix.edits.map(({ range, newText }) => ({ ...atRange(range), newText })),
      },
    }),
  };
}

export function atRange({ file, start, end }: SourceRange): PlaceJson {
  return {
    file: shown(file),
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
  };
}

export function atPath(at: ModelPath | undefined, file: string): PlaceJson {
  const path = at === undefined ? '' : pathName(at.steps);
  return { file: shown(at?.config ?? file), ...(path !== '' && { path }) };
}
