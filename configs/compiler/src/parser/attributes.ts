// SPDX-License-Identifier: MIT
// __attribute__((...)) and _Alignas: those that change the layout are kept.
import type { Attributes, Expr, TypeName } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

const attributeWords = new Set(['__attribute__', '__attribute']);
const alignasWords = new Set(['_Alignas', 'alignas']);

export function atAttribute(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.peek();
  return kind === 'identifier' && (attributeWords.has(text) || alignasWords.has(text));
}

export class AttributeReader {
  #packed: boolean;
  readonly #aligned: (Expr | TypeName | 'most')[];

  constructor(start?: Attributes) {
    this.#packed = start?.packed ?? false;
    this.#aligned = [...(start?.aligned ?? [])];
  }

  result(): Attributes {
    return { packed: this.#packed, aligned: this.#aligned };
  }

  /** Every attribute at the cursor, none included. Skips `__asm__("name")`, too. */
  readAll(cursor: TokenCursor): void {
    for (;;) {
      if (atAttribute(cursor)) this.read(cursor);
      else if (/^(__asm__|asm|__asm)$/.test(cursor.peek().text) && cursor.at('(', 1)) {
        cursor.next();
        cursor.skipBalanced();
      } else return;
    }
  }

  /** One attribute; the cursor stands at it. */
  read(cursor: TokenCursor): void {
    const word = cursor.next();
    const open = cursor.expect('(');
    if (open === undefined) return;
    if (alignasWords.has(word.text)) {
      this.#aligned.push(
        cursor.grammar.atTypeName(cursor)
          ? cursor.grammar.typeName(cursor)
          : cursor.grammar.expression(cursor),
      );
      cursor.expect(')', open);
      return;
    }
    const inner = cursor.expect('(');
    if (inner === undefined) return;
    while (!cursor.at(')') && !cursor.at(';') && !cursor.atEnd()) {
      this.#attribute(cursor);
      if (cursor.accept(',') === undefined) break;
    }
    cursor.expect(')', inner);
    cursor.expect(')', open);
  }

  #attribute(cursor: TokenCursor): void {
    if (cursor.peek().kind !== 'identifier') return;
    const name = cursor.next().text.replace(/^__(.+)__$/, '$1');
    if (name === 'packed') this.#packed = true;
    if (name === 'aligned' && cursor.at('(')) {
      const open = cursor.next();
      this.#aligned.push(cursor.grammar.expression(cursor));
      cursor.expect(')', open);
      return;
    }
    if (name === 'aligned') this.#aligned.push('most');
    if (cursor.at('(')) cursor.skipBalanced();
  }
}
