// SPDX-License-Identifier: MIT
// Which files are cell configurations, which system a cell belongs to, and
// where their headers are.
import { dirname, isAbsolute, join } from 'node:path';
import { systemFileOf } from '@cellblock/cell-config';
import { Boards } from './boards.js';
import type { Documents } from './documents.js';
import type { Files, FolderEntry } from './files.js';

export interface Settings {
  readonly includePaths: readonly string[];
  /** Folder of Cellblock itself; empty: unknown. */
  readonly installation: string;
  readonly inlayHints: HintSettings;
}

/** Which numbers are explained behind them. */
export interface HintSettings {
  readonly sizes: boolean;
  readonly ends: boolean;
  readonly interrupts: boolean;
  readonly cpus: boolean;
  readonly pciAddresses: boolean;
}

export const allHints: HintSettings = {
  sizes: true,
  ends: true,
  interrupts: true,
  cpus: true,
  pciAddresses: true,
};

/** Folders in which no one keeps configurations, and which may be huge. */
const skippedFolders = /^(\..*|node_modules|out|dist|build)$/;

/** A search for configurations looks into so many folders at most. */
const folderLimit = 5000;

/** Header folders that may lie in any folder above a configuration. */
const headerFolders = ['configs/include', 'include'];

export class Workspace {
  /** What files beside the configurations tell of the machines. */
  readonly boards: Boards;
  folders: readonly string[] = [];
  settings: Settings = { includePaths: [], installation: '', inlayHints: allHints };

  constructor(
    private readonly documents: Documents,
    private readonly files: Files,
    /** Where the server itself lies; its installation has headers, too. */
    private readonly home: string,
  ) {
    this.boards = new Boards(documents, files);
  }

  isConfiguration(path: string): boolean {
    if (!path.endsWith('.c')) return false;
    const text = this.documents.read(path);
    return text !== undefined && looksLikeConfiguration(text);
  }

  /** Every configuration of the workspace, and those that are open beside it. */
  configurations(): readonly string[] {
    const found = new Set(this.documents.open().filter((path) => this.isConfiguration(path)));
    const folders = [...this.folders];
    for (let visited = 0; folders.length > 0 && visited < folderLimit; visited++) {
      for (const { path, isFolder } of this.files.list(folders.shift() ?? '')) {
        if (isFolder) {
          if (!skippedFolders.test(baseName(path))) folders.push(path);
        } else if (this.isConfiguration(path)) {
          found.add(path);
        }
      }
    }
    return [...found].sort();
  }

  /** Whether a configuration describes a system; what is neither yet counts as a cell. */
  isSystem(path: string): boolean {
    return /\bstruct\s+jailhouse_system\b/.test(this.documents.read(path) ?? '');
  }

  /** The system configuration that a cell's file belongs to; a system belongs to none. */
  systemOf(cell: string): string | undefined {
    if (this.isSystem(cell)) return undefined;
    return systemFileOf(
      cell,
      this.siblings(cell).filter((path) => path !== cell && this.isSystem(path)),
    );
  }

  /** The configurations of the cells that belong to a system's file. */
  cellsOf(system: string): readonly string[] {
    const all = this.siblings(system);
    const systems = all.filter((path) => this.isSystem(path));
    return all.filter((path) => !systems.includes(path) && systemFileOf(path, systems) === system);
  }

  /** Folders for #include, the configured ones first. */
  includePathsFor(path: string): readonly string[] {
    const configured = this.settings.includePaths.map((folder) =>
      isAbsolute(folder) ? folder : join(this.folders[0] ?? dirname(path), folder),
    );
    const installations = [this.settings.installation, this.home].filter((folder) => folder !== '');
    const found = [dirname(path), ...installations].flatMap((from) => this.headersAbove(from));
    return [...new Set([...configured, ...found])];
  }

  entriesOf(folder: string): readonly FolderEntry[] {
    return this.files.list(folder);
  }

  /** The header folders of the nearest folder, here or above, that has the format's header. */
  private headersAbove(from: string): readonly string[] {
    for (let folder = from; ; folder = dirname(folder)) {
      const found = headerFolders
        .map((name) => join(folder, name))
        .filter((name) => this.documents.read(join(name, 'jailhouse/cell-config.h')) !== undefined);
      if (found.length > 0) return found;
      if (folder === dirname(folder)) return [];
    }
  }

  private siblings(path: string): readonly string[] {
    const folder = dirname(path);
    const open = this.documents.open().filter((other) => dirname(other) === folder);
    const listed = this.files
      .list(folder)
      .filter(({ isFolder }) => !isFolder)
      .map((entry) => entry.path);
    return [...new Set([...listed, ...open])].filter((other) => this.isConfiguration(other)).sort();
  }
}

/** Without compiling it: it includes the format's header and defines `config`. */
export function looksLikeConfiguration(text: string): boolean {
  return (
    /^[ \t]*#[ \t]*include[ \t]*[<"]jailhouse\/cell-config\.h[>"]/m.test(text) &&
    /\bconfig\s*(=|;|__attribute__)/.test(text)
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
