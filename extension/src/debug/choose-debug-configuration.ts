// SPDX-License-Identifier: MIT
// A debug configuration made of two questions: which cell, which image.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { chooseCell } from '../choose-cell.js';
import { chooseImage } from '../choose-image.js';
import type { Workbench } from '../workbench.js';

/** The arguments of the debug type "cellblock" that every session has. */
export interface CellblockDebugConfiguration extends vscode.DebugConfiguration {
  readonly system: string;
  readonly cell: string;
  readonly image: string;
}

export async function chooseDebugConfiguration(
  workbench: Workbench,
  resource?: vscode.Uri,
): Promise<CellblockDebugConfiguration | undefined> {
  const chosen = await chooseCell(workbench.configurations, resource);
  if (chosen === undefined) return undefined;
  const { name } = await workbench.configurations.compile(chosen.cell);
  const system = vscode.Uri.parse(chosen.system).fsPath;
  const installation = workbench.installationFor(system);
  const image = await chooseImage(chosen.cell, installation, workbench.memory);
  if (image === undefined) return undefined;
  return {
    type: 'cellblock',
    request: 'launch',
    name: `${name} · ${basename(image)}`,
    system,
    cell: vscode.Uri.parse(chosen.cell).fsPath,
    image,
  };
}
