// SPDX-License-Identifier: MIT
// Starts the debug adapter as a process of its own, on VS Code's own Node.js.
import * as vscode from 'vscode';

export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly script: string) {}

  createDebugAdapterDescriptor(): vscode.DebugAdapterDescriptor {
    return new vscode.DebugAdapterExecutable(process.execPath, [this.script], {
      // On the desktop, execPath is Electron; elsewhere this changes nothing.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  }
}
