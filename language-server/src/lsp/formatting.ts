// SPDX-License-Identifier: MIT
// Formatting on request; the formatter is loaded with the first one.
import {
  type CancellationToken,
  type Connection,
  type DocumentFormattingParams,
  type DocumentRangeFormattingParams,
  LSPErrorCodes,
  ResponseError,
  type TextEdit,
} from 'vscode-languageserver/node';
import { formatted } from '../features/formatting.js';
import type { Formatter } from '../features/formatting.js';
import * as convert from './convert.js';
import { requestsOn } from './requests.js';
import type { Services } from './requests.js';

type Parameters = DocumentFormattingParams | DocumentRangeFormattingParams;

export function answerFormatting(connection: Connection, services: Services): void {
  const { documents, loadFormatter } = services;
  if (loadFormatter === undefined) return;
  const { about } = requestsOn(connection, services);
  const format = async (
    parameters: Parameters,
    token: CancellationToken,
  ): Promise<TextEdit[] | ResponseError<never>> => {
    let formatter: Formatter;
    try {
      formatter = await loadFormatter();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed(`The formatter could not be loaded: ${reason}`);
    }
    const edits = about<Parameters, TextEdit[] | ResponseError<never>>([], (file, asked) => {
      const { uri } = asked.textDocument;
      const range = 'range' in asked ? convert.toRange(uri, asked.range) : undefined;
      const result = formatted(documents, formatter, file, range);
      if ('failure' in result) return failed(result.failure);
      return result.edits.map(convert.textEdit);
    });
    return edits(parameters, token);
  };
  connection.onDocumentFormatting(format);
  connection.onDocumentRangeFormatting(format);
}

function failed(words: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, words);
}
