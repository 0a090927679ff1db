// SPDX-License-Identifier: MIT
// Tells the editor which files are configurations, for the buttons above them.
import * as vscode from 'vscode';
import type { Configurations } from './configurations.js';

export function trackConfigurations(configurations: Configurations): vscode.Disposable {
  const publish = async (): Promise<void> => {
    const found = await configurations.list();
    // Paths, because a remote window has schemes of its own.
    const paths = found.map(({ uri }) => vscode.Uri.parse(uri).path);
    await vscode.commands.executeCommand('setContext', 'cellblock.configurations', paths);
  };
  // A server that is going down cannot answer; its buttons do not matter any more.
  const update = (): void => void publish().catch(() => undefined);
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.c');
  update();
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(update),
    watcher.onDidDelete(update),
    vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
      if (languageId === 'c') update();
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor?.document.languageId === 'c') update();
    }),
  );
}
