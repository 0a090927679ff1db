// SPDX-License-Identifier: MIT
// Ctrl-C as a promise: the first asks for an orderly end, the second takes the
// default and ends the process, whose host then ends with its last client.

export interface Interruption {
  /** Resolves at the first SIGINT or SIGTERM. */
  readonly promise: Promise<void>;
  /** Gives the signals back. */
  dispose(): void;
}

export function interrupted(): Interruption {
  let listener = (): void => undefined;
  const dispose = (): void => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
  const promise = new Promise<void>((resolve) => {
    listener = (): void => {
      dispose();
      resolve();
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
  return { promise, dispose };
}
