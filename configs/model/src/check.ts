// SPDX-License-Identifier: MIT
// What a check is, and how all of them are run.
import { cellOf, cellStep } from './config.js';
import type { Cell, NamedConfig, SystemSet } from './config.js';
import type { ModelPath, Problem, Step } from './problem.js';

/** One rule about configurations; it lives in a file of its name under checks/. */
export interface Check {
  /** Kebab-case; also the id of the problems that it finds. */
  readonly id: string;
  /** What is wrong when it finds something, in one sentence. */
  readonly describe: string;
  readonly run: (set: SystemSet) => Problem[];
}

/** So many problems are enough; a file that has more is broken in one place. */
export const problemLimit = 64;

/** A cell with what its messages and paths need. */
export interface CellInSet {
  readonly cell: Cell;
  /** The cell's name in quotes. */
  readonly title: string;
  readonly path: (...steps: Step[]) => ModelPath;
}

export function cellInSet({ name, config }: NamedConfig): CellInSet {
  const cell = cellOf(config);
  return {
    cell,
    title: `"${cell.name}"`,
    path: (...steps) => ({ config: name, steps: [cellStep(config), ...steps] }),
  };
}
