// SPDX-License-Identifier: MIT
// What a launch needs from other packages, handed in so that tests can stand
// in for a live system.
import type { EngineClient } from '@cellblock/engine/client';
import type { Compilation, CompileInput } from '@cellblock/config-compiler';

export interface LaunchServices {
  /** A client of the host that listens there. */
  readonly connect: (socket: string) => Promise<EngineClient>;
  /** A host of our own, which ends with its client. */
  readonly spawn: (options: { readonly script?: string }) => Promise<EngineClient>;
  readonly compile: (input: CompileInput) => Compilation;
}
