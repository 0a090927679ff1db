// SPDX-License-Identifier: MIT
// Expected problems drawn under the source line that they are in:
//
//     .sise = 0x1000,
//   // ^^^^ error unknown-field: 'struct jailhouse_memory' has no field 'sise'.
// cspell:ignore sise
import assert from 'node:assert/strict';
import { checks } from '@cellblock/cell-config';
import { compileAndCheck } from './check-sources.js';
import type { SourceProblem } from './compilation.js';
import { inputFor } from './sources.test-support.js';

const rules = new Set(checks.map(({ id }) => id));

const annotation = /^\s*\/\/\s*\^+ (error|warning|information) /;
const note = /^\s*\/\/ +\.\.\. /;

/**
 * Compile the source without its annotations, draw the problems that there are
 * and compare. `files` are further files; those named like a system beside
 * `file` take part in the checks. Problems whose ids are `ignored` are not drawn,
 * nor are those of rules that the annotations do not name: small sources break many.
 */
export function check(
  annotated: string,
  files: Readonly<Record<string, string>> = {},
  file = 'board-cell.c',
  ignored: readonly string[] = [],
): void {
  const lines = annotated.split('\n').filter((line) => !annotation.test(line) && !note.test(line));
  const all = { ...files, [file]: lines.join('\n') };
  const { problems } = compileAndCheck(inputFor(file, all), Object.keys(all));
  const isMentioned = (id: string): boolean => annotated.includes(` ${id}: `);
  const drawn = problems.filter(
    ({ id }) => !ignored.includes(id) && (!rules.has(id) || isMentioned(id)),
  );
  assert.equal(draw(lines, file, drawn), annotated);
}

/** Like check(), for objects that are no configuration: what the decoder thinks of them is left out. */
export function checkObject(annotated: string, files: Readonly<Record<string, string>> = {}): void {
  check(annotated, files, 'board-cell.c', ['unknown-signature', 'file-too-short']);
}

function draw(lines: readonly string[], file: string, problems: readonly SourceProblem[]): string {
  return lines
    .flatMap((line, index) => {
      const here = problems
        .filter(({ range }) => range.file === file && range.start.line === index)
        .sort((a, b) => a.range.start.column - b.range.start.column);
      return [line, ...here.flatMap((problem) => drawOne(line, problem))];
    })
    .join('\n');
}

function drawOne(line: string, { range, severity, id, message, ...more }: SourceProblem): string[] {
  const { start, end } = range;
  const last = end.line === start.line ? end.column : line.length;
  assert.ok(start.column >= 3, 'indent the source, so that there is room for // in front');
  const carets = '^'.repeat(Math.max(1, last - start.column));
  const indent = `//${' '.repeat(start.column - 2)}`;
  const [sentence] = message.split(/(?<=[.?]) (?=[A-Z])/);
  return [
    `${indent}${carets} ${severity} ${id}: ${sentence ?? ''}`,
    ...(more.fix ? [`${indent}... fix: ${more.fix.title}`] : []),
    ...(more.related ?? []).map(
      (place) => `${indent}... ${place.range.file}:${place.range.start.line + 1}: ${place.message}`,
    ),
    ...(more.through ?? []).map(
      (place) => `${indent}... ${place.range.file}:${place.range.start.line + 1}: ${place.message}`,
    ),
  ];
}
