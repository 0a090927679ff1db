// SPDX-License-Identifier: MIT
// What ends a command early: the words a person reads, and the exit status.

/** The command did its work and found problems, or could not do its work. */
export const FAILED = 1;
/** The command was called wrongly. */
export const USAGE = 2;

export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly status: typeof FAILED | typeof USAGE = FAILED,
  ) {
    super(message);
    this.name = 'CommandFailure';
  }
}
