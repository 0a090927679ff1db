// SPDX-License-Identifier: MIT
// Problems as compilers print them: file:line:column: severity: message [id].
import { relative } from 'node:path';
import type { Problem } from '@cellblock/cell-config';
import type { SourceProblem, SourceRange } from '@cellblock/config-compiler';
import type { PlacedProblem } from './configuration.js';
import { printable } from './printable.js';

/** One problem and its notes, a line each. */
export function problemText(placed: PlacedProblem): string[] {
  return linesOf(placed).map(printable);
}

function linesOf({ file, problem }: PlacedProblem): string[] {
  if (!('range' in problem)) return [pathProblem(file, problem)];
  return [
    `${place(problem.range)}: ${problem.severity}: ${problem.message} [${problem.id}]`,
    ...(problem.through ?? []).map(({ range, message }) => `${place(range)}: note: ${message}`),
    ...(problem.related ?? []).map(({ range, message }) => `${place(range)}: note: ${message}`),
  ];
}

/** `2 errors, 1 warning`, or undefined if there is nothing to count. */
export function countText(problems: readonly PlacedProblem[]): string | undefined {
  const parts = (['error', 'warning', 'information'] as const).flatMap((severity) => {
    const count = problems.filter(({ problem }) => problem.severity === severity).length;
    if (count === 0) return [];
    return [
      severity === 'information' ? `${count} notes` : `${count} ${severity}${count > 1 ? 's' : ''}`,
    ];
  });
  return parts.length > 0 ? parts.join(', ') : undefined;
}

export function hasErrors(problems: readonly PlacedProblem[]): boolean {
  return problems.some(({ problem }) => problem.severity === 'error');
}

/** A .cell file has no lines: the path into the model stands for them. */
function pathProblem(
  file: string,
  { at, id, message, severity }: Problem | (SourceProblem & { at?: undefined }),
): string {
  const path = at === undefined ? '' : `: ${at.steps.join('.')}`;
  return `${shown(file)}${path}: ${severity}: ${message} [${id}]`;
}

function place({ file, start }: SourceRange): string {
  return `${shown(file)}:${start.line + 1}:${start.column + 1}`;
}

/** Relative where that is shorter to read. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || path === '' ? file : path;
}
