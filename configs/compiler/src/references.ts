// SPDX-License-Identifier: MIT
// Which name in the source refers to which definition, for "go to definition".
import { holds, isWithin, rangeAt } from './source.js';
import type { Position, SourceFile, SourceRange } from './source.js';
import { spellingRange } from './token.js';
import type { Token } from './token.js';

/** A name, or all tokens of a file's name, and what it refers to. */
export interface Reference {
  readonly token: Token;
  readonly last: Token;
  readonly to: Token | SourceFile;
}

export class References {
  readonly #found: Reference[] = [];
  readonly #lists: (readonly Reference[])[] = [this.#found];

  /** Those found so far. */
  get found(): readonly Reference[] {
    return this.#found;
  }

  /** References that were found earlier, in headers. */
  include(found: readonly Reference[]): void {
    if (found.length > 0) this.#lists.push(found);
  }

  /** A use of a name; uses inside of a macro's body have no place of their own. */
  add(use: Token, definition: Token): void {
    if (use.expansion === undefined) this.#found.push({ token: use, last: use, to: definition });
  }

  addFile(first: Token, last: Token, file: SourceFile): void {
    this.#found.push({ token: first, last, to: file });
  }

  definitionAt(file: string, position: Position): SourceRange | undefined {
    let best: { readonly from: SourceRange; readonly to: SourceRange } | undefined;
    for (const { token, last, to } of this.#lists.flat()) {
      if (token.file.path !== file) continue;
      const from = { ...spellingRange(token), end: spellingRange(last).end };
      if (!holds(from, file, position)) continue;
      if (best !== undefined && !isWithin(from, best.from)) continue;
      best = { from, to: 'kind' in to ? spellingRange(to) : rangeAt(to, 0, 0) };
    }
    return best?.to;
  }
}
