// SPDX-License-Identifier: MIT
// Expected problems drawn under the source line that they are in:
//
//     .sise = 0x1000,
//   // ^^^^ error unknown-field: 'struct jailhouse_memory' has no field 'sise'.
// cspell:ignore sise
import assert from 'node:assert/strict';
import { compileAndCheck } from './check-sources.js';
import type { SourceProblem } from './compilation.js';
import { inputFor } from './sources.test-support.js';

const annotation = /^\s*\/\/\s*\^+ (error|warning|information) /;
const note = /^\s*\/\/ +\.\.\. /;

/**
 * Compile the source without its annotations, draw the problems that there are
 * and compare. `files` are further files; those named like a system beside
 * `file` take part in the checks.
 */
export function check(
  annotated: string,
  files: Readonly<Record<string, string>> = {},
  file = 'board-cell.c',
): void {
  const lines = annotated.split('\n').filter((line) => !annotation.test(line) && !note.test(line));
  const all = { ...files, [file]: lines.join('\n') };
  const { problems } = compileAndCheck(inputFor(file, all), Object.keys(all));
  assert.equal(draw(lines, file, problems), annotated);
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
