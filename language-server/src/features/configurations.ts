// SPDX-License-Identifier: MIT
// The configurations of the workspace, for lists of what can be launched.
import { basename } from 'node:path';
import type { Workspace } from '../workspace.js';

export interface ConfigurationSummary {
  readonly file: string;
  readonly kind: 'system' | 'cell';
  readonly name: string;
  /** Of a cell: the file of the system it belongs to, where there is one. */
  readonly system?: string;
}

export function configurationsOf(workspace: Workspace): readonly ConfigurationSummary[] {
  return workspace.configurations().map((file) => configurationAt(workspace, file));
}

/** What can be said of a configuration without compiling it. */
export function configurationAt(workspace: Workspace, file: string): ConfigurationSummary {
  const system = workspace.systemOf(file);
  const name = basename(file, '.c');
  return system === undefined
    ? { file, kind: workspace.isSystem(file) ? 'system' : 'cell', name }
    : { file, kind: 'cell', name, system };
}
