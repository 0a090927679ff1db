// SPDX-License-Identifier: MIT
// What an editor asks while somebody writes: hover, completion, signatures,
// names, formatting.
import {
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  MarkupKind,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type ServerCapabilities,
  type SignatureHelp,
} from 'vscode-languageserver/node';
import { completionsAt } from '../features/completion.js';
import { definitionAt } from '../features/definition.js';
import { hoverAt } from '../features/hover.js';
import { referencesAt } from '../features/references.js';
import { prepareRename, renameAt } from '../features/rename.js';
import { signatureAt } from '../features/signature-help.js';
import type { Signature } from '../features/signature-help.js';
import { fenced } from '../hover/macro-text.js';
import { configurationsWith, nameAt } from '../occurrences.js';
import { nextTurn } from './answer.js';
import type { Handler } from './answer.js';
import { completionItems } from './convert-completion.js';
import * as convert from './convert.js';
import { answerFormatting } from './formatting.js';
import { answerReading, readingCapabilities } from './reading.js';
import { requestsOn } from './requests.js';
import type { PositionParameters, Services } from './requests.js';

export function editingCapabilities(
  { textDocument }: ClientCapabilities,
  { loadFormatter }: Services,
): ServerCapabilities {
  const prepares = textDocument?.rename?.prepareSupport === true;
  return {
    hoverProvider: true,
    definitionProvider: true,
    completionProvider: { triggerCharacters: ['.', '#', '<', '"', '/', '['] },
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    referencesProvider: true,
    renameProvider: prepares ? { prepareProvider: true } : true,
    ...(loadFormatter && {
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
    }),
    ...readingCapabilities(),
  };
}

export function answerEditing(connection: Connection, services: Services): void {
  const { at } = requestsOn(connection, services);
  connection.onHover(
    at(null, (file, position) => {
      const found = hoverAt(services, file, position);
      return found === undefined ? null : convert.hover(found);
    }),
  );
  connection.onDefinition(
    at(null, (file, position) => {
      const found = definitionAt(services.analysis, file, position);
      return found === undefined ? null : convert.location(found);
    }),
  );
  connection.onCompletion(
    at([], (file, position) =>
      completionItems(completionsAt(services, file, position), knowsSnippets(services.client())),
    ),
  );
  connection.onSignatureHelp(
    at(null, (file, position) => {
      const found = signatureAt(services.analysis, services.documents, file, position);
      return found === undefined ? null : signatureHelp(found);
    }),
  );
  answerNames(connection, services);
  answerFormatting(connection, services);
  answerReading(connection, services);
}

function knowsSnippets({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.completion?.completionItem?.snippetSupport === true;
}

function signatureHelp({ label, parameters, active, replacement }: Signature): SignatureHelp {
  let at = label.indexOf('(') + 1;
  const places = parameters.map((name): { label: [number, number] } => {
    const start = label.indexOf(name, at);
    at = start + name.length;
    return { label: [start, at] };
  });
  const documentation = { kind: MarkupKind.Markdown, value: fenced(replacement) };
  return {
    signatures: [{ label, parameters: places, documentation }],
    activeSignature: 0,
    activeParameter: active,
  };
}

function answerNames(connection: Connection, services: Services): void {
  const { answer, at } = requestsOn(connection, services);
  connection.onReferences(
    inSteps(
      services,
      answer([], ({ textDocument, position, context }: ReferenceParams) =>
        referencesAt(
          services,
          convert.toPath(textDocument.uri),
          convert.toPosition(position),
          context.includeDeclaration,
        ).map(convert.location),
      ),
    ),
  );
  connection.onPrepareRename(
    at(null, (file, position) => {
      const prepared = prepareRename(services, file, position);
      if ('refusal' in prepared) return refused(prepared.refusal);
      return { range: convert.range(prepared.range), placeholder: prepared.placeholder };
    }),
  );
  connection.onRenameRequest(
    inSteps(
      services,
      answer(null, ({ textDocument, position, newName }: RenameParams) => {
        const file = convert.toPath(textDocument.uri);
        const renaming = renameAt(services, file, convert.toPosition(position), newName);
        if ('refusal' in renaming) return refused(renaming.refusal);
        return { changes: convert.changes(renaming.edits) };
      }),
    ),
  );
}

/**
 * A name may be in any configuration of the workspace: they are compiled one
 * after another, with room for other requests and for a cancellation between.
 */
function inSteps<Parameters extends PositionParameters, Result>(
  { analysis, documents, workspace }: Services,
  finish: Handler<Parameters, Result>,
): Handler<Parameters, Result> {
  return async (parameters, token) => {
    await nextTurn();
    const file = convert.toPath(parameters.textDocument.uri);
    const position = convert.toPosition(parameters.position);
    const sources = { analysis, documents, workspace };
    const files = documents.inOneTurn(() => {
      const name = nameAt(sources, file, position);
      return name === undefined ? [] : configurationsWith(sources, name);
    });
    for (const each of files) {
      if (token.isCancellationRequested) break;
      documents.inOneTurn(() => analysis.compilation(each));
      await nextTurn();
    }
    return finish(parameters, token);
  };
}

function refused(words: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, words);
}
