// SPDX-License-Identifier: MIT
// Above a configuration: how large it is compiled, and what can be done with it.
import { cellOf } from '@cellblock/cell-config';
import type { SourceRange } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Workspace } from '../workspace.js';

export interface CodeLens {
  readonly range: SourceRange;
  readonly title: string;
  /** A command of the client; absent if there is nothing to do but read. */
  readonly command?: 'cellblock.launchCell' | 'cellblock.showMemoryMap';
}

/** `commands` are those that the client has. */
export function lensesOf(
  analysis: Analysis,
  workspace: Workspace,
  file: string,
  commands: ReadonlySet<string>,
): readonly CodeLens[] {
  if (!workspace.isConfiguration(file)) return [];
  const { image, model, problems, symbols } = analysis.compilation(file);
  const object = symbols().find(
    ({ kind, name, definition }) =>
      kind === 'object' && name === 'config' && definition.file === file,
  );
  if (object === undefined) return [];
  const range = object.definition;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lenses: CodeLens[] = [
    {
      range,
      title:
        image === undefined
          ? `does not compile: ${errors} error${errors === 1 ? '' : 's'}`
          : `compiled: ${image.length} bytes`,
    },
  ];
  const offer = (title: string, command: NonNullable<CodeLens['command']>): void => {
    if (commands.has(command)) lenses.push({ range, title, command });
  };
  if (model?.kind === 'cell') offer(`launch "${cellOf(model).name}"`, 'cellblock.launchCell');
  if (model !== undefined) offer('memory map', 'cellblock.showMemoryMap');
  return lenses;
}
