// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

/** The content of a file; undefined if it cannot be read, for whatever reason. */
export function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
