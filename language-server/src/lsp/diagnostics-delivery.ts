// SPDX-License-Identifier: MIT
// Brings diagnostics to the client: it pulls them if it can, else they are
// pushed; never both.
import { createHash } from 'node:crypto';
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { Analysis } from '../analysis.js';
import { answering, nextTurn, safely } from './answer.js';
import { toPath, toUri } from './convert.js';

export class DiagnosticsDelivery {
  /** Whether the client pulls. */
  pulled = false;
  /** Whether it can be asked to pull again. */
  refreshes = false;
  /** Files to push for, once the messages that are already here are read. */
  private readonly due = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly analysis: Analysis,
    private readonly diagnostics: (file: string) => Diagnostic[],
  ) {
    connection.languages.diagnostics.on(
      answering<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        connection.console,
        { kind: 'full', items: [] },
        ({ textDocument, previousResultId }) =>
          report(diagnostics(toPath(textDocument.uri)), previousResultId),
      ),
    );
  }

  changed(file: string): void {
    const dependents = this.analysis.dependents(file);
    if (!this.pulled) this.push([file, ...dependents]);
    else if (dependents.length > 0) this.refresh();
  }

  closed(file: string): void {
    this.due.delete(file);
    if (!this.pulled) this.send(file, []);
    const dependents = this.analysis.dependents(file);
    if (dependents.length > 0) this.everythingChanged(dependents);
  }

  everythingChanged(open: readonly string[]): void {
    if (this.pulled) this.refresh();
    else this.push(open);
  }

  private refresh(): void {
    if (this.refreshes) void this.connection.languages.diagnostics.refresh();
  }

  private push(files: readonly string[]): void {
    const idle = this.due.size === 0;
    for (const file of files) this.due.add(file);
    // Typing sends many changes; those that wait already are checked once.
    if (idle) void nextTurn().then(() => this.sendDue());
  }

  private sendDue(): void {
    const files = [...this.due];
    this.due.clear();
    const log = this.connection.console;
    for (const file of files) {
      this.send(
        file,
        safely(log, file, [], () => this.diagnostics(file)),
      );
    }
  }

  private send(file: string, diagnostics: Diagnostic[]): void {
    void this.connection.sendDiagnostics({ uri: toUri(file), diagnostics });
  }
}

/** What the client has already is not sent again: the id of a result is made from its content. */
function report(items: Diagnostic[], previousResultId?: string): DocumentDiagnosticReport {
  const resultId = createHash('sha256').update(JSON.stringify(items)).digest('base64');
  if (resultId === previousResultId) return { kind: 'unchanged', resultId };
  return { kind: 'full', resultId, items };
}
