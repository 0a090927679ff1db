// SPDX-License-Identifier: MIT
// The problems of one open configuration: the compiler's, and those that the
// checks find in it together with its system or its cells.
import { checkTogether } from '@cellblock/config-compiler';
import type { RelatedRange, SourceProblem, SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import type { Workspace } from '../workspace.js';

export interface Diagnostic {
  readonly range: SourceRange;
  readonly severity: SourceProblem['severity'];
  readonly id: string;
  readonly message: string;
  readonly related: readonly RelatedRange[];
}

/** Every diagnostic's range lies in `file`. */
export function diagnosticsOf(
  analysis: Analysis,
  workspace: Workspace,
  documents: Documents,
  file: string,
): readonly Diagnostic[] {
  if (!workspace.isConfiguration(file)) return [];
  return problemsOf(analysis, workspace, file).map((problem) =>
    diagnosticOf(problem, file, documents.read(file) ?? ''),
  );
}

/** Problems of one configuration; their ranges may lie in what it includes. */
export function problemsOf(
  analysis: Analysis,
  workspace: Workspace,
  file: string,
): readonly SourceProblem[] {
  const system = workspace.systemOf(file);
  const others = system === undefined ? workspace.cellsOf(file) : [system];
  const members = [file, ...others].map((member) => analysis.compilation(member));
  return checkTogether(members).get(file) ?? [];
}

function diagnosticOf(problem: SourceProblem, file: string, text: string): Diagnostic {
  const { range, severity, id, message, related = [] } = problem;
  const elsewhere = range.file !== file;
  return {
    range: elsewhere ? includeOf(range.file, file, text) : range,
    severity,
    id,
    message,
    related: elsewhere ? [{ range, message: 'It is here.' }, ...related] : related,
  };
}

/** The #include line that names another file, else the first line. */
function includeOf(included: string, file: string, text: string): SourceRange {
  const name = included.slice(included.lastIndexOf('/') + 1);
  const lines = text.split('\n');
  const found = lines.findIndex((line) => /^\s*#\s*include\b/.test(line) && line.includes(name));
  const line = Math.max(found, 0);
  return {
    file,
    start: { line, column: 0 },
    end: { line, column: (lines[line] ?? '').length },
  };
}
