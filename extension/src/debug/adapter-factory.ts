// SPDX-License-Identifier: MIT
// Starts the debug adapter as a process of its own, on VS Code's own Node.js.
import * as vscode from 'vscode';

export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly script: string) {}

  createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    const cwd = session.workspaceFolder?.uri.fsPath;
    return new vscode.DebugAdapterExecutable(process.execPath, [this.script], {
      // The adapter shows paths relative to where it works.
      ...(cwd !== undefined && { cwd }),
      // On the desktop, execPath is Electron; elsewhere this changes nothing.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  }
}
