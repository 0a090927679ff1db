// SPDX-License-Identifier: MIT
// The language server, as the rest of the extension sees it: which files are
// configurations, and what they compile to with the editors' unsaved text.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { configurationWrong } from './failures.js';

/** A cell configuration in the workspace, as `cellblock/configurations` tells it. */
export interface FoundConfiguration {
  readonly uri: string;
  readonly kind: 'system' | 'cell';
  readonly name: string;
  /** Of a cell: the system it belongs to, where one was found. */
  readonly system?: string;
}

/** The answer to `cellblock/compile`. */
interface CompileAnswer extends FoundConfiguration {
  /** Base64; absent where the text does not compile. */
  readonly image?: string;
  readonly problems: readonly { readonly severity: string; readonly message: string }[];
}

export interface CompiledConfiguration extends FoundConfiguration {
  readonly image: Uint8Array;
}

export class Configurations implements vscode.Disposable {
  private readonly client: LanguageClient;

  /** @param commands what the server may offer above a configuration */
  constructor(serverModule: string, log: vscode.LogOutputChannel, commands: readonly string[]) {
    const run = { module: serverModule, transport: TransportKind.stdio };
    this.client = new LanguageClient(
      'cellblock',
      'Cellblock',
      { run, debug: run },
      {
        documentSelector: [
          { scheme: 'file', language: 'c' },
          // A header is C++ to VS Code unless a setting says otherwise.
          { scheme: 'file', language: 'cpp', pattern: '**/*.h' },
        ],
        outputChannel: log,
        synchronize: { configurationSection: 'cellblock' },
        initializationOptions: { commands },
      },
    );
  }

  start(): Promise<void> {
    return this.client.start();
  }

  async list(): Promise<readonly FoundConfiguration[]> {
    return this.client.sendRequest('cellblock/configurations', {});
  }

  /** The bytes of a configuration; fails with the first error that it has. */
  async compile(uri: string): Promise<CompiledConfiguration> {
    const answer: CompileAnswer = await this.client.sendRequest('cellblock/compile', { uri });
    const errors = answer.problems.filter((problem) => problem.severity === 'error');
    if (answer.image === undefined || errors.length > 0) {
      const reason = errors[0]?.message ?? 'it has no object "config".';
      throw configurationWrong(vscode.Uri.parse(uri).fsPath, reason, errors.length);
    }
    return { ...answer, image: Buffer.from(answer.image, 'base64') };
  }

  dispose(): void {
    // One that did not start cannot be stopped either.
    this.client.dispose().catch(() => undefined);
  }
}
