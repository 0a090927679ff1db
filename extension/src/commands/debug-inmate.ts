// SPDX-License-Identifier: MIT
// "Cellblock: Debug Inmate": the cell of the configuration on screen, under
// the debugger from its first instruction.
import * as vscode from 'vscode';
import { chooseDebugConfiguration } from '../debug/choose-debug-configuration.js';
import type { Workbench } from '../workbench.js';

export async function debugInmate(workbench: Workbench, resource?: vscode.Uri): Promise<void> {
  const configuration = await chooseDebugConfiguration(workbench, resource);
  if (configuration === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(configuration.cell));
  // Call stack and variables only unfold at the first stop if they are on screen by then.
  await vscode.commands.executeCommand('workbench.view.debug');
  await vscode.debug.startDebugging(folder, configuration);
}
