// SPDX-License-Identifier: MIT
// Headers with their tokens, kept for as long as their text is the same, so that
// each is read into tokens once for all the sources that include it.
import { lines } from './lexer.js';
import { sourceFile } from './source.js';
import type { SourceFile } from './source.js';
import type { Token } from './token.js';

/** Characters of text that are kept; far more than the headers of any tree. */
const capacity = 8 << 20;

interface Known {
  readonly file: SourceFile;
  lines?: readonly (readonly Token[])[];
}

export class SourceCache {
  readonly #known = new Map<string, Known>();
  #size = 0;

  /** The file of this text; the very same object as before if the text is the same. */
  file(path: string, text: string): SourceFile {
    const known = this.#known.get(path)?.file;
    if (known?.content === text) return known;
    const file = sourceFile(path, text);
    this.#size += text.length - (known?.content.length ?? 0);
    if (this.#size > capacity) {
      this.#known.clear();
      this.#size = text.length;
    }
    this.#known.set(path, { file });
    return file;
  }

  /** The tokens of a file, line by line. */
  lines(file: SourceFile): readonly (readonly Token[])[] {
    const known = this.#known.get(file.path);
    if (known?.file !== file) return lines(file);
    return (known.lines ??= lines(file));
  }
}
