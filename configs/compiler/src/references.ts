// SPDX-License-Identifier: MIT
// Which name in the source refers to which definition, for "go to definition".
import { comparePositions, holds, isWithin, rangeAt } from './source.js';
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
  readonly #used = new Set<Token>();
  /** Offsets of uses in macros' bodies. */
  readonly #inBodies = new Map<SourceFile, Set<number>>();
  readonly #lists: (readonly Reference[])[] = [this.#found];

  /** Whether the definition has been used anywhere, be it inside of a macro's body. */
  isUsed(definition: Token): boolean {
    return this.#used.has(definition);
  }

  /** Those found so far. */
  get found(): readonly Reference[] {
    return this.#found;
  }

  /** References that were found earlier, in headers. */
  include(found: readonly Reference[]): void {
    if (found.length > 0) this.#lists.push(found);
  }

  /** A use of a name; one inside of a macro's body counts once, however often that is expanded. */
  add(use: Token, definition: Token): void {
    this.#used.add(definition);
    if (use.expansion !== undefined && !this.#isFirstInBody(use)) return;
    this.#found.push({ token: use, last: use, to: definition });
  }

  /** Names that are pasted together are spelled nowhere. */
  #isFirstInBody({ file, start, text }: Token): boolean {
    if (!file.text.startsWith(text, start)) return false;
    const known = this.#inBodies.get(file) ?? new Set<number>();
    this.#inBodies.set(file, known);
    if (known.has(start)) return false;
    known.add(start);
    return true;
  }

  addFile(first: Token, last: Token, file: SourceFile): void {
    this.#found.push({ token: first, last, to: file });
  }

  /**
   * The first #include of a file, by the tokens of the name in it; with `within`,
   * the one in that file which leads there through others.
   */
  includeSite(file: string, within?: string): Reference | undefined {
    const sites = new Map<string, Reference>();
    for (const found of this.#lists.flat()) {
      if ('path' in found.to && !sites.has(found.to.path)) sites.set(found.to.path, found);
    }
    let site = sites.get(file);
    for (let steps = 0; steps < sites.size && site !== undefined; steps++) {
      if (within === undefined || site.token.file.path === within) return site;
      site = sites.get(site.token.file.path);
    }
    return undefined;
  }

  /** Where a name of this definition is used, in the order in which it was found. */
  usesOf(definition: SourceRange): SourceRange[] {
    const uses = new Map<string, SourceRange>();
    for (const { token, last, to } of this.#lists.flat()) {
      if (!('kind' in to) || to.file.path !== definition.file) continue;
      const place = spellingRange(to);
      if (comparePositions(place.start, definition.start) !== 0) continue;
      const use = { ...spellingRange(token), end: spellingRange(last).end };
      uses.set(`${use.file}:${use.start.line}:${use.start.column}`, use);
    }
    return [...uses.values()];
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
    // What the compiler brings along has no place that could be opened.
    return best?.to.file.startsWith('<') === true ? undefined : best?.to;
  }
}
