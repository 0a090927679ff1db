// SPDX-License-Identifier: MIT
// Problems as compilers print them: file:line:column: severity: message [id],
// then the line of the source with the place underlined.
import { relative } from 'node:path';
import { pathName } from '@cellblock/cell-config';
import type { ModelPath, Severity } from '@cellblock/cell-config';
import type { SourceRange } from '@cellblock/config-compiler';
import type { PlacedProblem } from './configuration.js';
import { STANDARD_INPUT } from './input-file.js';
import { printable, printableWord } from './printable.js';
import type { Style } from './terminal-style.js';

export interface ProblemTextOptions {
  readonly style: Style;
  /** The text of a source; undefined: no line of it can be shown. */
  readonly textOf?: (file: string) => string | undefined;
}

/** One problem, its place and its notes: some lines. */
export function problemText(
  { file, problem, elsewhere = [] }: PlacedProblem,
  { style, textOf }: ProblemTextOptions,
): string[] {
  const { id, severity, message } = problem;
  const head = (where: string): string =>
    `${style.bold(printable(where))}: ${severityText(severity, style)}: ${printableWord(message)} ${style.dim(`[${id}]`)}`;
  const note = (where: string, text: string): string =>
    `${style.bold(printable(where))}: ${style.cyan('note')}: ${printableWord(text)}`;
  const notes = elsewhere.map(({ at, message: text }) => note(pathPlace(at, file), text));
  if (!('range' in problem)) {
    const related = problem.related ?? [];
    return [
      head(pathPlace(problem.at, file)),
      ...related.map(({ at, message: text }) => note(pathPlace(at, file), text)),
      ...notes,
    ];
  }
  return [
    head(place(problem.range)),
    ...excerpt(problem.range, textOf?.(problem.range.file), style),
    ...[...(problem.through ?? []), ...(problem.related ?? [])].map(({ range, message: text }) =>
      note(place(range), text),
    ),
    ...notes,
    ...(problem.fix ? [`  ${style.green('fix')}: ${printable(problem.fix.title)}`] : []),
  ];
}

/** `2 errors, 1 warning`, or undefined if there is nothing to count. */
export function countText(problems: readonly PlacedProblem[]): string | undefined {
  const parts = (['error', 'warning', 'information'] as const).flatMap((severity) => {
    const count = countOf(problems, severity);
    if (count === 0) return [];
    const name = severity === 'information' ? 'note' : severity;
    return [`${count} ${name}${count > 1 ? 's' : ''}`];
  });
  return parts.length > 0 ? parts.join(', ') : undefined;
}

export function hasErrors(problems: readonly PlacedProblem[]): boolean {
  return countOf(problems, 'error') > 0;
}

/** Whether the problems end a command that fails on `severity`; on errors if it is undefined. */
export function areFatal(
  problems: readonly PlacedProblem[],
  severity: string | undefined,
): boolean {
  return hasErrors(problems) || (severity === 'warning' && countOf(problems, 'warning') > 0);
}

export function countOf(problems: readonly PlacedProblem[], severity: Severity): number {
  return problems.filter(({ problem }) => problem.severity === severity).length;
}

/** A file's name, relative where that is shorter to read. */
export function shown(file: string): string {
  if (file === STANDARD_INPUT) return '<stdin>';
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || path === '' ? file : path;
}

function severityText(severity: Severity, style: Style): string {
  if (severity === 'error') return style.red('error');
  return severity === 'warning' ? style.yellow('warning') : style.cyan('note');
}

/** A .cell file has no lines: the path into the model stands for them. */
function pathPlace(at: ModelPath | undefined, file: string): string {
  const name = shown(at?.config ?? file);
  const path = at === undefined ? '' : pathName(at.steps);
  return path === '' ? name : `${name}: ${path}`;
}

function place({ file, start }: SourceRange): string {
  return `${shown(file)}:${start.line + 1}:${start.column + 1}`;
}

/** A longer line is cut around the place. */
const LONGEST_EXCERPT = 88;

/** The line of a range's start, and a line that underlines it. */
function excerpt({ start, end }: SourceRange, text: string | undefined, style: Style): string[] {
  const line = text?.replace(/^\ufeff/, '').split('\n', start.line + 1)[start.line];
  if (line === undefined || line.trim() === '') return [];
  const stop = end.line === start.line ? end.column : line.trimEnd().length;
  const from = start.column > LONGEST_EXCERPT ? start.column - LONGEST_EXCERPT / 2 : 0;
  const seen = line.slice(from, from + LONGEST_EXCERPT).trimEnd();
  const width = Math.max(1, Math.min(stop - from, seen.length) - (start.column - from));
  const number = String(start.line + 1).padStart(5);
  // Tabs stay tabs in both lines, so that the underline stands where it should.
  const indent = seen.slice(0, start.column - from).replace(/[^\t]/g, ' ');
  return [
    `${style.dim(`${number} |`)} ${printable(seen)}`,
    `${style.dim('      |')} ${indent}${style.green('^'.padEnd(width, '~'))}`,
  ];
}
