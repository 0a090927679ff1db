// SPDX-License-Identifier: MIT
// The answer to `cellblock/compile`: a configuration's bytes, made of the
// editor's unsaved text, and what stands against launching them.
import { cellOf } from '@cellblock/cell-config';
import type { SourceProblem } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Workspace } from '../workspace.js';
import { configurationAt } from './configurations.js';
import type { ConfigurationSummary } from './configurations.js';
import { problemsOf } from './diagnostics.js';

export interface CompileResult extends ConfigurationSummary {
  /** Absent if any problem is an error. */
  readonly image?: Uint8Array;
  /** The file's name where the text says no other. */
  readonly name: string;
  readonly problems: readonly SourceProblem[];
  readonly dependencies: readonly string[];
}

export function compileForLaunch(
  analysis: Analysis,
  workspace: Workspace,
  file: string,
): CompileResult {
  const { image, model, dependencies } = analysis.compilation(file);
  const problems = problemsOf(analysis, workspace, file);
  const refused = problems.some(({ severity }) => severity === 'error');
  const summary = configurationAt(workspace, file);
  return {
    ...summary,
    name: model === undefined ? summary.name : cellOf(model).name,
    kind: model?.kind ?? summary.kind,
    problems,
    dependencies,
    ...(image !== undefined && !refused && { image }),
  };
}
