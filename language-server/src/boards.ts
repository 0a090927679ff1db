// SPDX-License-Identifier: MIT
// What is known of the boards of systems, read again only when a file about a
// board changes.
import { dirname, join } from 'node:path';
import { boardFileNames, readBoard } from '@cellblock/cell-config';
import type { BoardRead } from '@cellblock/cell-config';
import type { Documents } from './documents.js';
import type { Files } from './files.js';

interface Remembered {
  readonly read: BoardRead;
  /** Every file that was asked for, and what was in it. */
  readonly contents: ReadonlyMap<string, string | Uint8Array | undefined>;
}

export class Boards {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly documents: Documents,
    private readonly files: Files,
  ) {}

  /** Undefined where no file tells of the board of this system's configuration. */
  boardOf(system: string): BoardRead | undefined {
    const paths = this.filesOf(system);
    if (paths.length === 0) return undefined;
    const key = paths.join('\n');
    const known = this.remembered.get(key);
    if (known !== undefined && this.isCurrent(known)) return known.read;
    const contents = new Map<string, string | Uint8Array | undefined>();
    const remember = <Content extends string | Uint8Array | undefined>(
      path: string,
      content: Content,
    ): Content => {
      contents.set(path, content);
      return content;
    };
    const read = readBoard(paths, {
      bytesOf: (path) => remember(path, this.bytesOf(path)),
      textOf: (path) => remember(path, this.documents.read(path)),
    });
    this.remembered.set(key, { read, contents });
    return read;
  }

  /** Paths of the files about a system's board. */
  filesOf(system: string): readonly string[] {
    const folder = dirname(system);
    const listed = this.files
      .list(folder)
      .filter(({ isFolder }) => !isFolder)
      .map(({ path }) => path);
    const open = this.documents.open().filter((path) => dirname(path) === folder);
    const names = [...new Set([...listed, ...open])].map((path) => path.slice(folder.length + 1));
    const textOf = (name: string): string | undefined => this.documents.read(join(folder, name));
    return boardFileNames(system, { names, textOf }).map((name) => join(folder, name));
  }

  /** An open buffer counts more than the disk. */
  private bytesOf(path: string): Uint8Array | undefined {
    // A blob that was read as a text is damaged.
    if (this.files.readBytes === undefined && path.endsWith('.dtb')) return undefined;
    const isOpen = this.documents.isOpen(path);
    const bytes = isOpen ? undefined : this.files.readBytes?.(path);
    if (bytes !== undefined) return bytes;
    const text = this.documents.read(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  private isCurrent({ contents }: Remembered): boolean {
    return [...contents].every(([path, content]) =>
      content instanceof Uint8Array
        ? isEqual(content, this.bytesOf(path))
        : this.documents.read(path) === content,
    );
  }
}

function isEqual(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b?.length === a.length && a.every((byte, index) => byte === b[index]);
}
