// SPDX-License-Identifier: MIT
// Times in milliseconds, and a table of them.
import { execFileSync } from 'node:child_process';
import type { ExecFileSyncOptions } from 'node:child_process';

/** The value that this share of the values does not exceed; 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that passed, and those that processors worked, which a busy machine changes less. */
export interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/** What a command costs with all that it starts. */
export function costOf(command: readonly string[], options: ExecFileSyncOptions = {}): Cost {
  const start = performance.now();
  const words = ['-c', '"$@" > /dev/null && times', 'sh', ...command];
  const output = execFileSync('sh', words, { ...options, encoding: 'utf8' });
  const wall = performance.now() - start;
  // The last line has the user and the system time of the command, as in 0m1.23s 0m0.45s.
  const times = [...output.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2);
  const seconds = times.map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return { wall, processor: 1000 * seconds.reduce((sum, time) => sum + time, 0) };
}

/** What some work of this process costs, its collector and compiler included. */
export function costWithin(work: () => void): Cost {
  const start = performance.now();
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - start, processor: (user + system) / 1000 };
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 2 : 0)} ms`;

/** Columns of text, the first row being their heads. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
