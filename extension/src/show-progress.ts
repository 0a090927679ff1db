// SPDX-License-Identifier: MIT
// The steps of something long, in a notification and in the log.
import * as vscode from 'vscode';

export function showProgress<T>(
  log: vscode.LogOutputChannel,
  action: (report: (step: string) => void) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Cellblock' },
    (progress) =>
      action((message) => {
        log.info(message);
        progress.report({ message });
      }),
  );
}
