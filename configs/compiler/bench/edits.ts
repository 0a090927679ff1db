// SPDX-License-Identifier: MIT
// One line edited in the largest configuration, again and again, as an editor
// sees it while somebody types.
import { existsSync } from 'node:fs';
import { createCompiler } from '@cellblock/config-compiler';
import { includePaths, largestConfiguration, textOf } from './configurations.js';
import { costWithin } from './statistics.js';
import type { Cost } from './statistics.js';

export interface EditCosts {
  readonly file: string;
  /** Of each compilation after an edit. */
  readonly costs: readonly Cost[];
}

/** Every other edit undoes the one before, so that the file stays what it is. */
export function measureEdits(count: number): EditCosts {
  const file = largestConfiguration();
  const original = textOf(file);
  const random = numbersFrom(1);
  let text = original;
  const compiler = createCompiler();
  const readFile = (path: string): string | undefined => {
    if (path === file) return text;
    return existsSync(path) ? textOf(path) : undefined;
  };
  const compile = (): void => {
    compiler.compile({ file, readFile, includePaths });
  };
  compile();
  const costs = Array.from({ length: count }, (_, index) => {
    text = index % 2 === 0 ? editOneLine(original, random) : original;
    return costWithin(compile);
  });
  return { file, costs };
}

const region = '\t\t{ .phys_start = 0x10000, .virt_start = 0x10000, .size = 0x1000, },';

/** Changes a number, inserts a region or a comment, or deletes a line. */
function editOneLine(text: string, random: (limit: number) => number): string {
  const lines = text.split('\n');
  const at = random(lines.length);
  const line = lines[at] ?? '';
  const kind = random(4);
  if (kind === 0) lines[at] = line.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  else if (kind === 1) lines.splice(at, 0, region);
  else if (kind === 2) lines.splice(at, 1);
  else lines.splice(at, 0, '/* a word about what follows */');
  return lines.join('\n');
}

/** The same numbers in every run (a linear congruential generator). */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * limit);
  };
}
