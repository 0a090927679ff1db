// SPDX-License-Identifier: MIT
// Our words to LSP's, and back.
import type { RelatedRange, SourceProblem, SourceRange } from '@cellblock/config-compiler';
import {
  type CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  MarkupKind,
  type Diagnostic as LspDiagnostic,
  type Hover as LspHover,
  type Location,
  type Position as LspPosition,
  type Range,
  type TextEdit,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { CompileResult } from '../features/compile.js';
import type { ConfigurationSummary } from '../features/configurations.js';
import type { Diagnostic } from '../features/diagnostics.js';
import type { Hover } from '../features/hover.js';
import type { QuickFix } from '../features/quick-fixes.js';

export function toPath(uri: string): string {
  return URI.parse(uri).fsPath;
}

export function toUri(path: string): string {
  return URI.file(path).toString();
}

export function toPosition({ line, character }: LspPosition): { line: number; column: number } {
  return { line, column: character };
}

export function toRange(uri: string, { start, end }: Range): SourceRange {
  return { file: toPath(uri), start: toPosition(start), end: toPosition(end) };
}

export function range({ start, end }: SourceRange): Range {
  return {
    start: { line: start.line, character: start.column },
    end: { line: end.line, character: end.column },
  };
}

export function location(place: SourceRange): Location {
  return { uri: toUri(place.file), range: range(place) };
}

export function hover({ markdown, range: place }: Hover): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: markdown }, range: range(place) };
}

const severities: Readonly<Record<SourceProblem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export function diagnostic({
  range: place,
  severity,
  id,
  message,
  related,
}: Diagnostic): LspDiagnostic {
  return {
    range: range(place),
    severity: severities[severity],
    source: 'cellblock',
    code: id,
    message,
    ...(related.length > 0 && { relatedInformation: related.map(relatedInformation) }),
  };
}

function relatedInformation(related: RelatedRange): { location: Location; message: string } {
  return { location: location(related.range), message: related.message };
}

interface Edit {
  readonly range: SourceRange;
  readonly newText: string;
}

export function textEdit({ range: place, newText }: Edit): TextEdit {
  return { range: range(place), newText };
}

/** Edits by the files that they are in. */
export function changes(edits: readonly Edit[]): Record<string, TextEdit[]> {
  const byUri: Record<string, TextEdit[]> = {};
  for (const edit of edits) (byUri[toUri(edit.range.file)] ??= []).push(textEdit(edit));
  return byUri;
}

export function quickFix({ title, edits, problem }: QuickFix): CodeAction {
  const { range: place, severity, id, message } = problem;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic({ range: place, severity, id, message, related: [] })],
    isPreferred: true,
    edit: { changes: changes(edits) },
  };
}

/** An element of the answer to `cellblock/configurations`. */
export interface FoundConfiguration {
  readonly uri: string;
  readonly kind: 'system' | 'cell';
  readonly name: string;
  readonly system?: string;
}

export function foundConfiguration(summary: ConfigurationSummary): FoundConfiguration {
  const { file, kind, name, system } = summary;
  return { uri: toUri(file), kind, name, ...(system !== undefined && { system: toUri(system) }) };
}

/** The answer to `cellblock/compile`. */
export interface CompileAnswer extends FoundConfiguration {
  /** The bytes of the .cell file in base64; absent if any problem is an error. */
  readonly image?: string;
  readonly problems: readonly CompileProblem[];
  /** URIs of every file that was read. */
  readonly dependencies: readonly string[];
}

interface CompileProblem {
  readonly id: string;
  readonly severity: SourceProblem['severity'];
  readonly message: string;
  readonly location: Location;
}

export function compileAnswer(result: CompileResult): CompileAnswer {
  const { image, problems, dependencies } = result;
  return {
    ...foundConfiguration(result),
    ...(image !== undefined && { image: Buffer.from(image).toString('base64') }),
    problems: problems.map(({ id, severity, message, range: place }) => ({
      id,
      severity,
      message,
      location: location(place),
    })),
    dependencies: dependencies.map(toUri),
  };
}
