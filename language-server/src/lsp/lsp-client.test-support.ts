// SPDX-License-Identifier: MIT
// A client without an editor: starts the built server and speaks LSP with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type Location,
  type Position,
  type ProtocolConnection,
  type Range,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { URI } from 'vscode-uri';
import type { ExplainAnswer } from './explain.js';
import type { CompileAnswer, FoundConfiguration } from './convert.js';

const serverScript = fileURLToPath(new URL('../main.js', import.meta.url));

export class LspClient {
  private readonly published = new Map<string, readonly Diagnostic[]>();
  private readonly waiting = new Set<() => void>();
  private readonly versions = new Map<string, number>();
  /** How often the server asked to pull again. */
  refreshes = 0;
  /** What the server asked to be told of. */
  readonly registrations: Registration[] = [];

  private constructor(
    private readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (sent: { uri: string; diagnostics: readonly Diagnostic[] }) => {
        this.published.set(sent.uri, sent.diagnostics);
        this.wake();
      },
    );
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      this.wake();
      return null;
    });
    connection.onRequest('client/registerCapability', (sent: RegistrationParams) => {
      this.registrations.push(...sent.registrations);
      this.wake();
      return null;
    });
  }

  static async start(folder: string, capabilities: ClientCapabilities = {}): Promise<LspClient> {
    const child = spawn(process.execPath, [serverScript, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new LspClient(child, connection);
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: uriOf(folder), name: 'test' }],
      capabilities,
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  async open(path: string, text: string): Promise<void> {
    this.versions.set(path, 1);
    const textDocument = { uri: uriOf(path), languageId: 'c', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(path: string, text: string): Promise<void> {
    const version = (this.versions.get(path) ?? 0) + 1;
    this.versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(path), version },
      contentChanges: [{ text }],
    });
  }

  async close(path: string): Promise<void> {
    const textDocument = { uri: uriOf(path) };
    await this.connection.sendNotification('textDocument/didClose', { textDocument });
  }

  async pull(path: string): Promise<readonly Diagnostic[]> {
    const textDocument = { uri: uriOf(path) };
    const report: { items: readonly Diagnostic[] } = await this.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument },
    );
    return report.items;
  }

  /** The latest diagnostics that were pushed for a file. */
  pushed(path: string): readonly Diagnostic[] | undefined {
    return this.published.get(uriOf(path));
  }

  /** Waits until something that the server sends makes the condition true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  hover(path: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf(path) },
      position,
    });
  }

  definition(path: string, position: Position): Promise<Location | null> {
    return this.connection.sendRequest('textDocument/definition', {
      textDocument: { uri: uriOf(path) },
      position,
    });
  }

  completion(path: string, position: Position): Promise<readonly CompletionItem[]> {
    return this.connection.sendRequest('textDocument/completion', {
      textDocument: { uri: uriOf(path) },
      position,
    });
  }

  codeActions(path: string, range: Range): Promise<readonly CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: [] },
    });
  }

  compile(path: string): Promise<CompileAnswer> {
    return this.connection.sendRequest('cellblock/compile', { uri: uriOf(path) });
  }

  explain(request: {
    readonly text: string;
    readonly uris?: readonly string[];
    readonly operation?: string;
  }): Promise<readonly ExplainAnswer[]> {
    return this.connection.sendRequest('cellblock/explain', request);
  }

  configurations(): Promise<readonly FoundConfiguration[]> {
    return this.connection.sendRequest('cellblock/configurations', {});
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/** The position of the n-th (from 0) occurrence of a piece of text, plus an offset into it. */
export function positionOf(text: string, piece: string, occurrence = 0): Position {
  let at = text.indexOf(piece);
  for (let n = 0; n < occurrence && at >= 0; n++) at = text.indexOf(piece, at + 1);
  if (at < 0) throw new Error(`the text has no "${piece}"`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
