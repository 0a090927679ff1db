// SPDX-License-Identifier: MIT
// The shapes that requests have in common: about a file, about a position.
import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';
import type { Position } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import type { Formatter } from '../features/formatting.js';
import type { Workspace } from '../workspace.js';
import { answering } from './answer.js';
import type { Handler } from './answer.js';
import * as convert from './convert.js';

export interface Services {
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  /** What the client can do; known once it has said so. */
  readonly client: () => ClientCapabilities;
  /** The commands that the client has for code lenses. */
  readonly commands: () => ReadonlySet<string>;
  /** Absent where nothing can lay text out. */
  readonly loadFormatter?: () => Promise<Formatter>;
}

export interface DocumentParameters {
  readonly textDocument: { readonly uri: string };
}

export interface PositionParameters extends DocumentParameters {
  readonly position: { readonly line: number; readonly character: number };
}

export interface Requests {
  /** One request sees one state of the disk. */
  readonly answer: <Parameters, Result>(
    fallback: Result,
    action: (parameters: Parameters) => Result,
  ) => Handler<Parameters, Result>;
  /** About configurations and what they include; other C files are left to other servers. */
  readonly about: <Parameters extends DocumentParameters, Result>(
    fallback: Result,
    action: (file: string, parameters: Parameters) => Result,
  ) => Handler<Parameters, Result>;
  readonly at: <Result>(
    fallback: Result,
    action: (file: string, position: Position) => Result,
  ) => Handler<PositionParameters, Result>;
}

export function requestsOn(connection: Connection, { analysis, documents }: Services): Requests {
  const answer: Requests['answer'] = (fallback, action) =>
    answering(connection.console, fallback, (parameters) =>
      documents.inOneTurn(() => action(parameters)),
    );
  return {
    answer,
    about: (fallback, action) =>
      answer(fallback, (parameters) => {
        const file = convert.toPath(parameters.textDocument.uri);
        return analysis.compilationWith(file) === undefined ? fallback : action(file, parameters);
      }),
    at: (fallback, action) =>
      answer(fallback, ({ textDocument, position }: PositionParameters) =>
        action(convert.toPath(textDocument.uri), convert.toPosition(position)),
      ),
  };
}
