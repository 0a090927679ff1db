// SPDX-License-Identifier: MIT
// Source paths as compilers recorded them, and the files on this machine.
// Cellblock's own images are compiled as if they lay in /cellblock.
import { existsSync } from 'node:fs';
import { basename, join, normalize } from 'node:path';

const BUILD_ROOT = '/cellblock';

export interface LocalSource {
  readonly name: string;
  /** Absent when the file is not on this machine. */
  readonly path?: string;
}

export class SourcePaths {
  private readonly known = new Map<string, LocalSource>();

  constructor(private readonly installation: string) {}

  toLocal(recorded: string): LocalSource {
    const before = this.known.get(recorded);
    if (before) return before;
    const path = this.localPath(recorded);
    const name = basename(recorded);
    const source = existsSync(path) ? { name, path } : { name };
    this.known.set(recorded, source);
    return source;
  }

  /** Whether a path from debug information names this file of the editor. */
  isSame(recorded: string, local: string): boolean {
    return this.localPath(recorded) === normalize(local);
  }

  private localPath(recorded: string): string {
    return recorded === BUILD_ROOT || recorded.startsWith(`${BUILD_ROOT}/`)
      ? join(this.installation, recorded.slice(BUILD_ROOT.length))
      : normalize(recorded);
  }
}
