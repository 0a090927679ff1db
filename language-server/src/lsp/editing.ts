// SPDX-License-Identifier: MIT
// What an editor asks while somebody reads and writes: which request leads to
// which feature.
import type {
  ClientCapabilities,
  Connection,
  ServerCapabilities,
} from 'vscode-languageserver/node';
import type { Position } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { completionsAt } from '../features/completion.js';
import { definitionAt } from '../features/definition.js';
import { hoverAt } from '../features/hover.js';
import type { Workspace } from '../workspace.js';
import { answering } from './answer.js';
import type { Handler } from './answer.js';
import { completionItems } from './convert-completion.js';
import * as convert from './convert.js';

export interface Services {
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  /** What the client can do; known once it has said so. */
  readonly client: () => ClientCapabilities;
}

export function editingCapabilities(): ServerCapabilities {
  return {
    hoverProvider: true,
    definitionProvider: true,
    completionProvider: { triggerCharacters: ['.', '#', '<', '"', '/', '['] },
  };
}

interface DocumentParameters {
  readonly textDocument: { readonly uri: string };
}

interface PositionParameters extends DocumentParameters {
  readonly position: { readonly line: number; readonly character: number };
}

export function answerEditing(connection: Connection, services: Services): void {
  const { documents, analysis } = services;
  /** One request sees one state of the disk. */
  const answer = <Parameters, Result>(
    fallback: Result,
    action: (parameters: Parameters) => Result,
  ): Handler<Parameters, Result> =>
    answering(connection.console, fallback, (parameters: Parameters) =>
      documents.inOneTurn(() => action(parameters)),
    );
  const at = <Result>(
    fallback: Result,
    action: (file: string, position: Position) => Result,
  ): Handler<PositionParameters, Result> =>
    answer(fallback, ({ textDocument, position }: PositionParameters) =>
      action(convert.toPath(textDocument.uri), convert.toPosition(position)),
    );

  connection.onHover(
    at(null, (file, position) => {
      const found = hoverAt(services, file, position);
      return found === undefined ? null : convert.hover(found);
    }),
  );
  connection.onDefinition(
    at(null, (file, position) => {
      const found = definitionAt(analysis, file, position);
      return found === undefined ? null : convert.location(found);
    }),
  );
  connection.onCompletion(
    at([], (file, position) =>
      completionItems(completionsAt(services, file, position), knowsSnippets(services.client())),
    ),
  );
}

function knowsSnippets({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.completion?.completionItem?.snippetSupport === true;
}
