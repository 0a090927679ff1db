// SPDX-License-Identifier: MIT
// Which cell a command means: the one it was given, else that of the active
// editor, else one of a list.
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Configurations, FoundConfiguration } from './configurations.js';
import { noConfigurations, noSystemForCell } from './failures.js';

export interface ChosenCell {
  /** URIs of the two configurations. */
  readonly cell: string;
  readonly system: string;
}

/**
 * Undefined if the list was left.
 * @param resource the configuration that the command was called for
 */
export async function chooseCell(
  configurations: Configurations,
  resource = vscode.window.activeTextEditor?.document.uri,
): Promise<ChosenCell | undefined> {
  const found = await configurations.list();
  const open = found.find(({ uri }) => uri === resource?.toString());
  const cell = open?.kind === 'cell' ? open : await pickCell(candidates(found, open));
  if (cell === undefined) return undefined;
  if (cell.system === undefined) {
    const path = vscode.Uri.parse(cell.uri).fsPath;
    throw noSystemForCell(basename(path), dirname(path));
  }
  return { cell: cell.uri, system: cell.system };
}

/** The cells of the system that is open, else of all. */
function candidates(
  found: readonly FoundConfiguration[],
  open: FoundConfiguration | undefined,
): readonly FoundConfiguration[] {
  const cells = found.filter(({ kind }) => kind === 'cell');
  const own = cells.filter(({ system }) => system !== undefined && system === open?.uri);
  return own.length > 0 ? own : cells;
}

async function pickCell(
  cells: readonly FoundConfiguration[],
): Promise<FoundConfiguration | undefined> {
  if (cells.length === 0) throw noConfigurations();
  const items = cells.map((cell) => ({
    label: cell.name,
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(cell.uri)),
    cell,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Cell to launch',
    placeHolder: 'Choose a cell',
    matchOnDescription: true,
  });
  return picked?.cell;
}
