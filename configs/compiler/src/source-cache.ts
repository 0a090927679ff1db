// SPDX-License-Identifier: MIT
// Files with their tokens, kept for as long as their text is the same, so that
// a header is read into tokens once for all the sources that include it.
import { lines } from './lexer.js';
import { sourceFile } from './source.js';
import type { SourceFile } from './source.js';
import type { Token } from './token.js';

/** Characters of text that are kept; far more than the headers of any tree. */
const capacity = 8 << 20;

export class SourceCache {
  readonly #files = new Map<string, SourceFile>();
  readonly #lines = new WeakMap<SourceFile, readonly (readonly Token[])[]>();
  #size = 0;

  /** The file of this text; the very same object as before if the text is the same. */
  file(path: string, text: string): SourceFile {
    const known = this.#files.get(path);
    if (known?.content === text) return known;
    const file = sourceFile(path, text);
    this.#size += text.length - (known?.content.length ?? 0);
    if (this.#size > capacity) {
      this.#files.clear();
      this.#size = text.length;
    }
    this.#files.set(path, file);
    return file;
  }

  /** The tokens of a file, line by line. */
  lines(file: SourceFile): readonly (readonly Token[])[] {
    const known = this.#lines.get(file);
    if (known !== undefined) return known;
    const found = lines(file);
    this.#lines.set(file, found);
    return found;
  }
}
