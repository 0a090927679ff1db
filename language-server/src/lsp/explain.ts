// SPDX-License-Identifier: MIT
// `cellblock/explain` on the wire: causes with locations and edits.
import type { RelatedRange, SourceCause, SourceExplanation } from '@cellblock/config-compiler';
import type { Connection, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { explain } from '../features/explain.js';
import { answering } from './answer.js';
import * as convert from './convert.js';
import type { Services } from './requests.js';

interface ExplainParameters {
  readonly text: string;
  readonly uris?: readonly string[];
  readonly operation?: string;
}

interface Place {
  readonly location: Location;
  readonly message: string;
}

/** An element of the answer. */
export interface ExplainAnswer {
  /** The line of the text; absent where the whole text is meant. */
  readonly text?: string;
  readonly line?: number;
  readonly cell?: string;
  readonly cpu?: number;
  /** What happened, in sentences. */
  readonly happened: readonly string[];
  readonly places: readonly Place[];
  /** The likeliest first. */
  readonly causes: readonly CauseAnswer[];
}

export interface CauseAnswer {
  readonly title: string;
  readonly likelihood: string;
  readonly explanation: string;
  readonly rule?: string;
  readonly location?: Location;
  readonly related: readonly Place[];
  readonly fix?: { readonly title: string; readonly edit: WorkspaceEdit };
}

export function answerExplain(connection: Connection, services: Services): void {
  connection.onRequest(
    'cellblock/explain',
    answering(connection.console, [], ({ text, uris, operation }: ExplainParameters) =>
      explain(services, {
        text,
        ...(uris && { files: uris.map(convert.toPath) }),
        ...(operation !== undefined && { operation }),
      }).map(explainAnswer),
    ),
  );
}

function explainAnswer({ report, happened, places, causes }: SourceExplanation): ExplainAnswer {
  const { text, line, cell, cpu } = report;
  return {
    ...(text !== undefined && { text }),
    ...(line !== undefined && { line }),
    ...(cell !== undefined && { cell }),
    ...(cpu !== undefined && { cpu }),
    happened,
    places: places.map(place),
    causes: causes.map(causeAnswer),
  };
}

function causeAnswer(cause: SourceCause): CauseAnswer {
  const { title, likelihood, explanation, rule, range, related = [], fix } = cause;
  return {
    title,
    likelihood,
    explanation,
    ...(rule !== undefined && { rule }),
    ...(range && { location: convert.location(range) }),
    related: related.map(place),
    ...(fix && { fix: { title: fix.title, edit: workspaceEdit(fix.edits) } }),
  };
}

function place({ range, message }: RelatedRange): Place {
  return { location: convert.location(range), message };
}

function workspaceEdit(edits: NonNullable<SourceCause['fix']>['edits']): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { range, newText } of edits) {
    const { uri, range: at } = convert.location(range);
    (changes[uri] ??= []).push({ range: at, newText });
  }
  return { changes };
}
