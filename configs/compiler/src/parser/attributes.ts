// SPDX-License-Identifier: MIT
// __attribute__((...)), _Alignas and [[gnu::...]]: those that change the layout
// or say what an object is for are kept, all others are read over, as compilers do with unknown ones.
import type { Token } from '../token.js';
import type { Attributes, Expr, TypeName } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

const attributeWords = new Set(['__attribute__', '__attribute']);
const alignasWords = new Set(['_Alignas', 'alignas']);

/** Bytes by the name of a machine mode, for mode(). */
const modes: Readonly<Record<string, number>> = { QI: 1, byte: 1, HI: 2, SI: 4, DI: 8, TI: 16 };

/** Attributes that change the layout in a way that is not built here. */
const refusedNames = new Set(['scalar_storage_order', 'vector_size']);

export function atAttribute(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.peek();
  if (cursor.at('[') && cursor.at('[', 1)) return true;
  return kind === 'identifier' && (attributeWords.has(text) || alignasWords.has(text));
}

export class AttributeReader {
  #packed: boolean;
  #used: boolean;
  #nonstring: true | undefined;
  #mode: number | undefined;
  #refused: Token | undefined;
  readonly #aligned: (Expr | TypeName | 'most')[];

  constructor(start?: Attributes) {
    this.#packed = start?.packed ?? false;
    this.#used = start?.used ?? false;
    this.#nonstring = start?.nonstring;
    this.#mode = start?.mode;
    this.#refused = start?.refused;
    this.#aligned = [...(start?.aligned ?? [])];
  }

  result(): Attributes {
    return {
      packed: this.#packed,
      used: this.#used,
      aligned: this.#aligned,
      ...(this.#mode !== undefined && { mode: this.#mode }),
      ...(this.#nonstring && { nonstring: this.#nonstring }),
      ...(this.#refused && { refused: this.#refused }),
    };
  }

  /** Every attribute at the cursor, none included. Skips `__asm__("name")`, too. */
  readAll(cursor: TokenCursor): void {
    for (;;) {
      if (atAttribute(cursor)) this.read(cursor);
      else if (cursor.peek().text === '__extension__') cursor.next();
      else if (/^(__asm__|asm|__asm)$/.test(cursor.peek().text) && cursor.at('(', 1)) {
        cursor.next();
        cursor.skipBalanced();
      } else return;
    }
  }

  /** One attribute; the cursor stands at it. */
  read(cursor: TokenCursor): void {
    const word = cursor.next();
    if (word.text === '[') {
      const inner = cursor.next();
      this.#list(cursor, ']');
      cursor.expect(']', inner);
      cursor.expect(']', word);
      return;
    }
    const open = cursor.expect('(');
    if (open === undefined) return;
    if (alignasWords.has(word.text)) {
      this.#aligned.push(typeOrValue(cursor));
      cursor.expect(')', open);
      return;
    }
    const inner = cursor.expect('(');
    this.#list(cursor, ')');
    if (inner !== undefined) cursor.expect(')', inner);
    cursor.expect(')', open);
    if (inner === undefined) cursor.accept(')');
  }

  #list(cursor: TokenCursor, close: string): void {
    while (!cursor.at(close) && !cursor.at(';') && !cursor.atEnd()) {
      this.#attribute(cursor);
      if (cursor.accept(',') === undefined) break;
    }
  }

  #attribute(cursor: TokenCursor): void {
    if (cursor.peek().kind !== 'identifier') return;
    let word = cursor.next();
    while (cursor.at(':') && cursor.at(':', 1) && cursor.peek(2).kind === 'identifier') {
      cursor.next();
      cursor.next();
      word = cursor.next();
    }
    const name = bare(word.text);
    if (name === 'packed') this.#packed = true;
    if (name === 'nonstring') this.#nonstring = true;
    if (name === 'used' || name === 'retain') this.#used = true;
    if (refusedNames.has(name)) this.#refused = word;
    if (name === 'aligned' && cursor.at('(')) {
      const open = cursor.next();
      this.#aligned.push(typeOrValue(cursor));
      cursor.expect(')', open);
      return;
    }
    if (name === 'mode' && cursor.at('(')) this.#mode = modes[bare(cursor.peek(1).text)];
    if (name === 'aligned') this.#aligned.push('most');
    if (cursor.at('(')) cursor.skipBalanced();
  }
}

function typeOrValue(cursor: TokenCursor): Expr | TypeName {
  return cursor.grammar.atTypeName(cursor)
    ? cursor.grammar.typeName(cursor)
    : cursor.grammar.expression(cursor);
}

function bare(name: string): string {
  return name.replace(/^__(.+)__$/, '$1');
}
