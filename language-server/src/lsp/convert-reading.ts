// SPDX-License-Identifier: MIT
// Outlines, folds, words, hints and lenses in LSP's words.
import {
  type CodeLens as LspCodeLens,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol as LspDocumentSymbol,
  type FoldingRange,
  type InlayHint as LspInlayHint,
  type Position,
  type SelectionRange,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { SourceRange } from '@cellblock/config-compiler';
import type { CodeLens } from '../features/code-lenses.js';
import type { DocumentSymbol } from '../features/document-symbols.js';
import type { Fold } from '../features/folding.js';
import type { Highlight } from '../features/highlight.js';
import type { InlayHint } from '../features/inlay-hints.js';
import { tokenModifiers, tokenTypes } from '../features/semantic-tokens.js';
import type { SemanticToken } from '../features/semantic-tokens.js';
import type { WorkspaceSymbol } from '../features/workspace-symbols.js';
import { location, range } from './convert.js';

const symbolKinds: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  system: SymbolKind.Module,
  cell: SymbolKind.Class,
  array: SymbolKind.Array,
  element: SymbolKind.Object,
  field: SymbolKind.Field,
  macro: SymbolKind.Constant,
  constant: SymbolKind.EnumMember,
};

export function documentSymbol({
  name,
  detail,
  kind,
  range: place,
  children,
}: DocumentSymbol): LspDocumentSymbol {
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    range: range(place),
    selectionRange: range({ ...place, end: place.start }),
    children: children.map(documentSymbol),
  };
}

/** For clients that know no tree. */
export function flatSymbols(
  { name, kind, range: place, children }: DocumentSymbol,
  containerName?: string,
): SymbolInformation[] {
  const own = {
    name,
    kind: symbolKinds[kind],
    location: location(place),
    ...(containerName !== undefined && { containerName }),
  };
  return [own, ...children.flatMap((child) => flatSymbols(child, name))];
}

export function workspaceSymbol({ name, kind, range: place }: WorkspaceSymbol): SymbolInformation {
  return { name, kind: symbolKinds[kind], location: location(place) };
}

export function fold({ start, end, kind }: Fold): FoldingRange {
  return { startLine: start, endLine: end, ...(kind && { kind }) };
}

export function highlight({ range: place, isDefinition }: Highlight): DocumentHighlight {
  const kind = isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
  return { range: range(place), kind };
}

/** The narrowest one, with those around it as parents. */
export function selection(places: readonly SourceRange[], position: Position): SelectionRange {
  let parent: SelectionRange | undefined;
  for (const place of [...places].reverse()) {
    parent = { range: range(place), ...(parent && { parent }) };
  }
  return parent ?? { range: { start: position, end: position } };
}

export function inlayHint({ position: { line, column }, label }: InlayHint): LspInlayHint {
  return { position: { line, character: column }, label, paddingLeft: true };
}

/** A lens with nothing to do but read has a command without a name. */
export function codeLens({ range: place, title, command }: CodeLens, uri: string): LspCodeLens {
  const action = command === undefined ? { command: '' } : { command, arguments: [uri] };
  return { range: range(place), command: { title, ...action } };
}

/** Five numbers for each token; places are relative to the one before. */
export function tokens(all: readonly SemanticToken[]): { data: number[] } {
  const data: number[] = [];
  let [lastLine, lastColumn] = [0, 0];
  for (const { line, column, length, type, modifiers } of all) {
    const bits = modifiers.reduce((set, each) => set | (1 << tokenModifiers.indexOf(each)), 0);
    const start = line === lastLine ? column - lastColumn : column;
    data.push(line - lastLine, start, length, tokenTypes.indexOf(type), bits);
    [lastLine, lastColumn] = [line, column];
  }
  return { data };
}
