// SPDX-License-Identifier: MIT
// _Static_assert(condition, "message"), between declarations and among members.
import type { Assertion } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

/** `static_assert` is a macro of <assert.h> that is taken for the keyword it stands for. */
export function atAssertion(cursor: TokenCursor): boolean {
  const isWord = cursor.atWord('_Static_assert') || cursor.atWord('static_assert');
  return isWord && cursor.at('(', 1);
}

/** The cursor stands at the keyword; the ';' is read, too. */
export function assertion(cursor: TokenCursor): Assertion | undefined {
  const first = cursor.next();
  const open = cursor.expect('(');
  if (open === undefined) return undefined;
  const condition = cursor.grammar.expression(cursor);
  let message = '';
  if (cursor.accept(',') !== undefined) {
    while (cursor.peek().kind === 'string') message += cursor.next().text.slice(1, -1);
  }
  const last = cursor.expect(')', open) ?? cursor.previous;
  cursor.expect(';');
  return { kind: 'assertion', condition, message, first, last };
}
