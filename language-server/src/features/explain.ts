// SPDX-License-Identifier: MIT
// The answer to `cellblock/explain`: what a console's text says of faults, by
// the configurations that are open or given.
import { cellOf, explainText, isOperation, parseConsole } from '@cellblock/cell-config';
import { systemSetOf, toSourceExplanation } from '@cellblock/config-compiler';
import type { Compilation, SourceExplanation } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import type { Workspace } from '../workspace.js';

export interface ExplainRequest {
  /** Of a console, a log, or a single message. */
  readonly text: string;
  /** A system, cells, or both; absent: those that the text names, or the open ones. */
  readonly files?: readonly string[];
  /** What was asked for when it failed, such as `create`. */
  readonly operation?: string;
}

interface Sources {
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

export function explain(
  sources: Sources,
  { text, files, operation }: ExplainRequest,
): readonly SourceExplanation[] {
  const { analysis, workspace } = sources;
  const paths = withSystems(sources, files ?? filesFor(sources, text));
  const members = paths.map((file) => analysis.compilation(file));
  const system = paths.find((file) => workspace.isSystem(file));
  const board = system === undefined ? undefined : workspace.boards.boardOf(system);
  const set = systemSetOf(members, { ...(board && { board: board.facts }) });
  const explanations = explainText(text, set, {
    ...(operation !== undefined && isOperation(operation) && { operation }),
  });
  return explanations.map((explanation) => toSourceExplanation(explanation, members));
}

/** A text that names cells is about the whole system that these belong to. */
function filesFor(sources: Sources, text: string): readonly string[] {
  const { documents, workspace, analysis } = sources;
  const names = new Set(parseConsole(text).flatMap(({ cell }) => cell ?? []));
  const open = documents.open().filter((file) => workspace.isConfiguration(file));
  if (names.size === 0) return open.slice(0, 1);
  const isNamed = (file: string): boolean => names.has(nameOf(analysis.compilation(file)));
  const named = open.find(isNamed) ?? workspace.configurations().find(isNamed);
  if (named === undefined) return open.slice(0, 1);
  const system = workspace.isSystem(named) ? named : workspace.systemOf(named);
  return system === undefined ? [named] : [system, ...workspace.cellsOf(system)];
}

/** At most one system, and all files once. */
function withSystems({ workspace }: Sources, files: readonly string[]): readonly string[] {
  const [system] = files.flatMap((file) =>
    workspace.isSystem(file) ? [file] : (workspace.systemOf(file) ?? []),
  );
  const cells = files.filter((file) => !workspace.isSystem(file));
  return [...new Set([...(system === undefined ? [] : [system]), ...cells])];
}

function nameOf({ model }: Compilation): string {
  return model === undefined ? '' : cellOf(model).name;
}
