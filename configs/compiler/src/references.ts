// SPDX-License-Identifier: MIT
// Which name in the source refers to which definition, for "go to definition".
import { holds, isWithin, rangeAt } from './source.js';
import type { Position, SourceFile, SourceRange } from './source.js';
import { spellingRange } from './token.js';
import type { Token } from './token.js';

interface Reference {
  readonly from: SourceRange;
  readonly to: SourceRange;
}

export class References {
  readonly #found: {
    readonly token: Token;
    readonly last: Token;
    readonly to: Token | SourceFile;
  }[] = [];

  /** A use of a name; uses inside of a macro's body have no place of their own. */
  add(use: Token, definition: Token): void {
    if (use.expansion === undefined) this.#found.push({ token: use, last: use, to: definition });
  }

  addFile(first: Token, last: Token, file: SourceFile): void {
    this.#found.push({ token: first, last, to: file });
  }

  definitionAt(file: string, position: Position): SourceRange | undefined {
    let best: Reference | undefined;
    for (const { token, last, to } of this.#found) {
      if (token.file.path !== file) continue;
      const from = { ...spellingRange(token), end: spellingRange(last).end };
      if (!holds(from, file, position)) continue;
      if (best !== undefined && !isWithin(from, best.from)) continue;
      best = { from, to: 'kind' in to ? spellingRange(to) : rangeAt(to, 0, 0) };
    }
    return best?.to;
  }
}
