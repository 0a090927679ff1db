// SPDX-License-Identifier: MIT
// The problems of one open configuration: the compiler's, and those that the
// checks find in it together with its system or its cells.
import { boardProblemText } from '@cellblock/cell-config';
import type { NamedBoardProblem } from '@cellblock/cell-config';
import { checkTogether } from '@cellblock/config-compiler';
import type { RelatedRange, SourceProblem, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Workspace } from '../workspace.js';

export interface Diagnostic {
  readonly range: SourceRange;
  readonly severity: SourceProblem['severity'];
  readonly id: string;
  readonly message: string;
  readonly related: readonly RelatedRange[];
}

export function diagnosticsOf(
  analysis: Analysis,
  workspace: Workspace,
  file: string,
): readonly Diagnostic[] {
  if (!workspace.isConfiguration(file)) return [];
  return problemsOf(analysis, workspace, file).map(diagnosticOf);
}

/** Problems of one configuration; their ranges lie in it. */
export function problemsOf(
  analysis: Analysis,
  workspace: Workspace,
  file: string,
): readonly SourceProblem[] {
  const system = workspace.systemOf(file);
  const others = system === undefined ? workspace.cellsOf(file) : [system];
  const members = [file, ...others].map((member) => analysis.compilation(member));
  const systemFile = workspace.isSystem(file) ? file : system;
  const board = systemFile === undefined ? undefined : workspace.boards.boardOf(systemFile);
  const found = checkTogether(members, { ...(board && { board: board.facts }) }).get(file) ?? [];
  const aboutBoard = systemFile === file ? (board?.problems ?? []) : [];
  return [...found, ...aboutBoard.map((problem) => boardProblem(problem, file))];
}

/** What is wrong with a file about the board is told at the top of its system. */
function boardProblem(problem: NamedBoardProblem, file: string): SourceProblem {
  const top = { line: 0, column: 0 };
  const { id, severity } = problem;
  return {
    id,
    severity,
    message: boardProblemText(problem),
    range: { file, start: top, end: top },
  };
}

/** The macros and files between the range and what is wrong are places like any other. */
function diagnosticOf({
  range,
  severity,
  id,
  message,
  related = [],
  through = [],
}: SourceProblem): Diagnostic {
  return { range, severity, id, message, related: [...related, ...through] };
}
