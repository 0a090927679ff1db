// SPDX-License-Identifier: MIT
// Completions in LSP's words.
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import { withoutPlaces } from '../completion/item.js';
import type { Completion } from '../completion/item.js';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Field,
  constant: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  'enum-member': CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
  directive: CompletionItemKind.Keyword,
  file: CompletionItemKind.File,
};

/** In the order of their ranks; an editor without snippets gets their text. */
export function completionItems(
  completions: readonly Completion[],
  knowsSnippets: boolean,
): CompletionItem[] {
  return [...completions]
    .sort((a, b) => a.rank - b.rank)
    .map((completion, index) => completionItem(completion, index, knowsSnippets));
}

function completionItem(
  { label, kind, detail, documentation, insert, isSnippet }: Completion,
  index: number,
  knowsSnippets: boolean,
): CompletionItem {
  const isPlain = isSnippet !== true || !knowsSnippets;
  const text = insert === undefined || !isPlain ? insert : withoutPlaces(insert);
  return {
    label,
    kind: kinds[kind],
    detail,
    sortText: String(index).padStart(5, '0'),
    ...(documentation !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: documentation },
    }),
    ...(text !== undefined && {
      insertText: text,
      insertTextFormat: isPlain ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
    }),
  };
}
