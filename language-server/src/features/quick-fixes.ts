// SPDX-License-Identifier: MIT
// The edits that would solve the problems in a range.
import type { SourceFix, SourceProblem, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Workspace } from '../workspace.js';
import { problemsOf } from './diagnostics.js';

export interface QuickFix extends SourceFix {
  readonly problem: SourceProblem;
}

export function quickFixesIn(
  analysis: Analysis,
  workspace: Workspace,
  range: SourceRange,
): readonly QuickFix[] {
  if (!workspace.isConfiguration(range.file)) return [];
  return problemsOf(analysis, workspace, range.file).flatMap((problem) =>
    problem.fix !== undefined && touch(problem.range, range) ? [{ ...problem.fix, problem }] : [],
  );
}

function touch(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && !isBefore(a, b) && !isBefore(b, a);
}

function isBefore(a: SourceRange, b: SourceRange): boolean {
  return (
    a.end.line < b.start.line || (a.end.line === b.start.line && a.end.column < b.start.column)
  );
}
