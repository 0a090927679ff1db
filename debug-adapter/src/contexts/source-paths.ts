// SPDX-License-Identifier: MIT
// Source paths as compilers recorded them, and the files on this machine.
// Cellblock's own images are compiled as if they lay in /cellblock.
import { existsSync } from 'node:fs';
import { basename, isAbsolute, join, normalize, relative } from 'node:path';

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

  /** As short as people name files: from the installation or the working folder, if they hold it. */
  shorten(local: string): string {
    for (const folder of [this.installation, process.cwd()]) {
      const path = relative(folder, local);
      if (path !== '' && !path.startsWith('..') && !isAbsolute(path)) return path;
    }
    return local;
  }

  private localPath(recorded: string): string {
    return recorded === BUILD_ROOT || recorded.startsWith(`${BUILD_ROOT}/`)
      ? join(this.installation, recorded.slice(BUILD_ROOT.length))
      : normalize(recorded);
  }
}
