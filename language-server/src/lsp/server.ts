// SPDX-License-Identifier: MIT
// The language server on a connection: which request leads to which feature.
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type CodeActionParams,
  type Connection,
  type InitializeParams,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
  createConnection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from '../analysis.js';
import { loadClangFormat } from '../clang-format.js';
import { Documents } from '../documents.js';
import { compileForLaunch } from '../features/compile.js';
import { configurationsOf } from '../features/configurations.js';
import { diagnosticsOf } from '../features/diagnostics.js';
import { quickFixesIn } from '../features/quick-fixes.js';
import { diskFiles } from '../files.js';
import { Workspace } from '../workspace.js';
import { answering } from './answer.js';
import * as convert from './convert.js';
import { answerEditing, editingCapabilities } from './editing.js';
import type { Services } from './requests.js';
import { DiagnosticsDelivery } from './diagnostics-delivery.js';
import { answerExplain } from './explain.js';
import { refreshReading } from './reading.js';
import { commandsOf, readSettings } from './settings.js';

/** Configurations, headers, and what cellblock.json and files about boards say of them. */
export const watchedFiles: readonly string[] = [
  '**/*.{c,h}',
  '**/cellblock.json',
  '**/*.{dts,dtsi,dtb,iomem,interrupts,lspci,cmdline,acpi,apic,madt,mcfg,dmar,ivrs,facp,txt,bin}',
];

/** @param home folder of the running script, above which headers may lie */
export function serveOnStdio(home: string): void {
  serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), home);
}

function serve(connection: Connection, home: string): void {
  const documents = new Documents(diskFiles.read);
  const workspace = new Workspace(documents, diskFiles, home);
  const analysis = new Analysis(documents, workspace);
  const delivery = new DiagnosticsDelivery(connection, analysis, (file) =>
    diagnosticsOf(analysis, workspace, file).map(convert.diagnostic),
  );

  let client: InitializeParams['capabilities'] = {};
  let commands: ReadonlySet<string> = new Set();
  const services: Services = {
    documents,
    workspace,
    analysis,
    client: () => client,
    commands: () => commands,
    loadFormatter: loadClangFormat,
  };
  connection.onInitialize((parameters) => {
    client = parameters.capabilities;
    commands = commandsOf(parameters.initializationOptions);
    const folders = parameters.workspaceFolders ?? [];
    workspace.folders = folders.map(({ uri }) => convert.toPath(uri));
    delivery.pulled = client.textDocument?.diagnostic !== undefined;
    delivery.refreshes = client.workspace?.diagnostics?.refreshSupport === true;
    return {
      serverInfo: { name: 'cellblock' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        ...editingCapabilities(client, services),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        ...(delivery.pulled && {
          diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
        }),
      },
    };
  });

  const applySettings = async (): Promise<void> => {
    workspace.settings = await readSettings(connection, client);
    refreshReading(connection, client);
    delivery.everythingChanged(documents.open());
  };
  connection.onInitialized(async () => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'cellblock',
      });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: watchedFiles.map((globPattern) => ({ globPattern })),
      });
    }
    await applySettings();
  });
  connection.onDidChangeConfiguration(applySettings);
  connection.onDidChangeWatchedFiles(() => delivery.everythingChanged(documents.open()));

  synchronize(connection, documents, analysis, delivery);
  answerRequests(connection, services);
  connection.listen();
}

function synchronize(
  connection: Connection,
  documents: Documents,
  analysis: Analysis,
  delivery: DiagnosticsDelivery,
): void {
  const buffers = new TextDocuments(TextDocument);
  // Also told when a document is opened.
  buffers.onDidChangeContent(({ document }) => {
    const file = convert.toPath(document.uri);
    documents.set(file, document.getText());
    delivery.changed(file);
  });
  buffers.onDidClose(({ document }) => {
    const file = convert.toPath(document.uri);
    documents.close(file);
    analysis.forget(file);
    delivery.closed(file);
  });
  buffers.listen(connection);
}

function answerRequests(connection: Connection, services: Services): void {
  const { workspace, analysis } = services;
  answerEditing(connection, services);
  answerExplain(connection, services);
  connection.onCodeAction(
    answering(connection.console, [], ({ textDocument, range }: CodeActionParams) =>
      quickFixesIn(analysis, workspace, convert.toRange(textDocument.uri, range)).map(
        convert.quickFix,
      ),
    ),
  );
  connection.onRequest(
    'cellblock/configurations',
    answering(connection.console, [], () =>
      configurationsOf(workspace).map(convert.foundConfiguration),
    ),
  );
  connection.onRequest(
    'cellblock/compile',
    answering(connection.console, null, ({ uri }: { readonly uri: string }) =>
      convert.compileAnswer(compileForLaunch(analysis, workspace, convert.toPath(uri))),
    ),
  );
}
