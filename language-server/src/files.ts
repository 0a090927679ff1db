// SPDX-License-Identifier: MIT
// The disk, as the language server needs it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadFile } from './documents.js';

export interface Files {
  readonly read: ReadFile;
  /** Absent where only texts can be read. */
  readBytes?(path: string): Uint8Array | undefined;
  /** Paths of what a folder holds; empty where it cannot be read. */
  list(folder: string): readonly FolderEntry[];
}

export interface FolderEntry {
  readonly path: string;
  readonly isFolder: boolean;
}

export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // Gone, a folder, or not ours to read: there is no text, whichever it is.
      return undefined;
    }
  },
  readBytes(path) {
    try {
      return new Uint8Array(readFileSync(path));
    } catch {
      return undefined;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
        path: join(folder, entry.name),
        isFolder: entry.isDirectory(),
      }));
    } catch {
      return [];
    }
  },
};
