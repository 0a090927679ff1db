// SPDX-License-Identifier: MIT
// The configurations that a file's configuration shares a machine with.
import type { Cell, CellConfig, SystemConfig } from '@cellblock/cell-config';
import type { Compilation } from '@cellblock/config-compiler';
import type { Analysis } from './analysis.js';
import type { Workspace } from './workspace.js';

export interface Member<Config> {
  readonly file: string;
  readonly config: Config;
  readonly compilation: Compilation;
}

export interface Beside {
  /** The system, be it the file itself. */
  readonly system?: Member<SystemConfig>;
  /** The cells of that system, without the file itself. */
  readonly cells: readonly Member<CellConfig>[];
}

export function besideOf(analysis: Analysis, workspace: Workspace, file: string): Beside {
  const systemFile = workspace.isSystem(file) ? file : workspace.systemOf(file);
  if (systemFile === undefined) return { cells: [] };
  const compilation = analysis.compilation(systemFile);
  const { model } = compilation;
  const cells = workspace
    .cellsOf(systemFile)
    .filter((cell) => cell !== file)
    .flatMap((cell): Member<CellConfig>[] => {
      const own = analysis.compilation(cell);
      return own.model?.kind === 'cell'
        ? [{ file: cell, config: own.model, compilation: own }]
        : [];
    });
  return {
    ...(model?.kind === 'system' && { system: { file: systemFile, config: model, compilation } }),
    cells,
  };
}

/** Every cell of a set by its name, the root cell first. */
export function cellsIn({ system, cells }: Beside): { readonly title: string; cell: Cell }[] {
  const root =
    system === undefined ? [] : [{ title: 'the root cell', cell: system.config.rootCell }];
  return [
    ...root,
    ...cells.map(({ config }) => ({ title: `"${config.cell.name}"`, cell: config.cell })),
  ];
}
