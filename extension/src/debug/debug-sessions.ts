// SPDX-License-Identifier: MIT
// The debug sessions of this window, so that a system can end those that use it:
// a host lives as long as it has a client.
import * as vscode from 'vscode';

export class DebugSessions implements vscode.Disposable {
  private readonly running = new Set<vscode.DebugSession>();
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      vscode.debug.onDidStartDebugSession((session) => this.running.add(session)),
      vscode.debug.onDidTerminateDebugSession((session) => this.running.delete(session)),
    );
  }

  /** Ends the sessions on the host at this socket. */
  async stopOn(socket: string): Promise<void> {
    const affected = [...this.running].filter(({ configuration }) => configuration.host === socket);
    await Promise.all(affected.map((session) => vscode.debug.stopDebugging(session)));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
