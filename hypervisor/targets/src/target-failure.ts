// SPDX-License-Identifier: MIT
// Everything that can go wrong with a target and that a person should read.

export type TargetFailureCode =
  | 'qemu-not-found'
  | 'qemu-failed'
  | 'boot-image-missing'
  | 'machine-not-supported'
  | 'not-stopped'
  | 'not-running'
  | 'no-such-cpu'
  | 'no-such-register'
  | 'register-read-only'
  | 'memory-not-mapped'
  | 'connection-lost'
  | 'disposed';

/** What happened, where, and what to do, as one text; the code names it. */
export class TargetFailure extends Error {
  constructor(
    readonly code: TargetFailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'TargetFailure';
  }
}
