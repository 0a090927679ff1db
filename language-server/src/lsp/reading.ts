// SPDX-License-Identifier: MIT
// What an editor asks while somebody reads: outlines, folds, selections, words,
// links, hints and lenses.
import type {
  ClientCapabilities,
  Connection,
  InlayHintParams,
  SelectionRangeParams,
  SemanticTokensRangeParams,
  ServerCapabilities,
  WorkspaceSymbolParams,
} from 'vscode-languageserver/node';
import { lensesOf } from '../features/code-lenses.js';
import { linksOf } from '../features/document-links.js';
import { symbolsIn } from '../features/document-symbols.js';
import { foldsOf } from '../features/folding.js';
import { highlightsAt } from '../features/highlight.js';
import { hintsIn } from '../features/inlay-hints.js';
import { selectionsAt } from '../features/selection.js';
import { tokenModifiers, tokenTypes, tokensOf } from '../features/semantic-tokens.js';
import { workspaceSymbols } from '../features/workspace-symbols.js';
import * as reading from './convert-reading.js';
import * as convert from './convert.js';
import { requestsOn } from './requests.js';
import type { Services } from './requests.js';

export function readingCapabilities(): ServerCapabilities {
  return {
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    codeLensProvider: {},
    inlayHintProvider: true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: true,
      range: true,
    },
  };
}

export function answerReading(connection: Connection, services: Services): void {
  const { analysis, documents, workspace } = services;
  const { answer, about, at } = requestsOn(connection, services);
  connection.onDocumentHighlight(
    at([], (file, position) => highlightsAt(services, file, position).map(reading.highlight)),
  );
  connection.onDocumentSymbol(
    about([], (file) => {
      const symbols = symbolsIn(analysis, documents, file);
      const isNested =
        services.client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
      return isNested
        ? symbols.map(reading.documentSymbol)
        : symbols.flatMap((symbol) => reading.flatSymbols(symbol));
    }),
  );
  connection.onWorkspaceSymbol(
    answer([], ({ query }: WorkspaceSymbolParams) =>
      workspaceSymbols(workspace, documents, query).map(reading.workspaceSymbol),
    ),
  );
  connection.onFoldingRanges(about([], (file) => foldsOf(documents, file).map(reading.fold)));
  connection.onSelectionRanges(
    about([], (file, { positions }: SelectionRangeParams) =>
      positions.map((position) =>
        reading.selection(selectionsAt(documents, file, convert.toPosition(position)), position),
      ),
    ),
  );
  connection.onDocumentLinks(
    about([], (file) =>
      linksOf(analysis, documents, file).map(({ range, target }) => ({
        range: convert.range(range),
        target: convert.toUri(target),
      })),
    ),
  );
  answerHints(connection, services);
}

function answerHints(connection: Connection, services: Services): void {
  const { analysis, documents, workspace } = services;
  const { about } = requestsOn(connection, services);
  connection.onCodeLens(
    about([], (file) =>
      lensesOf(analysis, workspace, file, services.commands()).map((lens) =>
        reading.codeLens(lens, convert.toUri(file)),
      ),
    ),
  );
  connection.languages.inlayHint.on(
    about([], (_file, { textDocument, range }: InlayHintParams) =>
      hintsIn(
        analysis,
        workspace.settings.inlayHints,
        convert.toRange(textDocument.uri, range),
      ).map(reading.inlayHint),
    ),
  );
  connection.languages.semanticTokens.on(
    about({ data: [] as number[] }, (file) => reading.tokens(tokensOf(analysis, documents, file))),
  );
  connection.languages.semanticTokens.onRange(
    about({ data: [] as number[] }, (file, { textDocument, range }: SemanticTokensRangeParams) =>
      reading.tokens(tokensOf(analysis, documents, file, convert.toRange(textDocument.uri, range))),
    ),
  );
}

/** What is on screen may be another when settings or other files are. */
export function refreshReading({ languages }: Connection, { workspace }: ClientCapabilities): void {
  if (workspace?.inlayHint?.refreshSupport === true) void languages.inlayHint.refresh();
  if (workspace?.semanticTokens?.refreshSupport === true) void languages.semanticTokens.refresh();
}
