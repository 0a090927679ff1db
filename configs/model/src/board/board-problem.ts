// SPDX-License-Identifier: MIT
// What can be wrong with a file about the board itself.

export interface BoardProblem {
  /** Kebab-case; one for all, because all mean that facts are missing. */
  readonly id: 'board-file';
  readonly severity: 'warning' | 'information';
  /** What could not be read, and what to do; without the file's name. */
  readonly message: string;
  /** Counted from 1, in texts. */
  readonly line?: number;
}

export function damaged(message: string, line?: number): BoardProblem {
  return { id: 'board-file', severity: 'warning', message, ...(line !== undefined && { line }) };
}

export function leftOut(message: string, line?: number): BoardProblem {
  return {
    id: 'board-file',
    severity: 'information',
    message,
    ...(line !== undefined && { line }),
  };
}
