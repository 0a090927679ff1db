// SPDX-License-Identifier: MIT
// Initialisers and designators (C11 6.7.9), with GNU ranges `[0 ... 3]`.
import { missingDot } from '../problems.js';
import { errorAt } from './ast.js';
import type { Designator, Initializer, InitializerItem, InitializerList } from './ast.js';
import type { TokenCursor } from './token-cursor.js';

export function initializer(cursor: TokenCursor): Initializer {
  if (cursor.at('{')) return initializerList(cursor);
  const expr = cursor.grammar.expression(cursor);
  return { kind: 'value', expr, first: expr.first, last: expr.last };
}

/** A list in braces; the cursor stands at the opening one. */
export function initializerList(cursor: TokenCursor): InitializerList {
  const empty = (): InitializerList => {
    const token = cursor.previous;
    return { kind: 'list', items: [], first: token, last: token };
  };
  return cursor.nested(() => listInside(cursor), empty);
}

function listInside(cursor: TokenCursor): InitializerList {
  const start = cursor.index;
  const first = cursor.next();
  const items: InitializerItem[] = [];
  while (!cursor.at('}') && !cursor.at(';') && !cursor.atEnd()) {
    const before = cursor.index;
    items.push(item(cursor));
    if (cursor.accept(',') !== undefined || cursor.at('}')) continue;
    if (cursor.at(';') || cursor.atEnd()) break;
    cursor.expect(',');
    // Anything but the next item is left out.
    if (!startsItem(cursor)) {
      cursor.skipTo(',', '}');
      cursor.accept(',');
    }
    if (cursor.index === before) cursor.skipBalanced();
  }
  const last = cursor.expectClosingBrace(start) ?? cursor.previous;
  return { kind: 'list', items, first, last };
}

/** Whether a designator or a brace follows, as only an item of a list can start with. */
export function startsItem(cursor: TokenCursor): boolean {
  return cursor.at('.') || cursor.at('[') || cursor.at('{');
}

/** GNU's old `field: value`. */
function oldDesignator(cursor: TokenCursor): Designator | undefined {
  const name = cursor.peek();
  if (name.kind !== 'identifier' || !cursor.at(':', 1)) return undefined;
  const first = cursor.next();
  const last = cursor.next();
  return { kind: 'field', name, first, last };
}

/** `field = value`, which C does not know: the full stop is missing. */
function undottedDesignator(cursor: TokenCursor): Designator | undefined {
  const name = cursor.peek();
  if (name.kind !== 'identifier' || !cursor.at('=', 1)) return undefined;
  cursor.problems.add(missingDot(name));
  cursor.next();
  cursor.next();
  return { kind: 'field', name, first: name, last: name };
}

function item(cursor: TokenCursor): InitializerItem {
  const old = oldDesignator(cursor) ?? undottedDesignator(cursor);
  if (old !== undefined) return { designators: [old], value: initializer(cursor) };
  const chain = designators(cursor);
  const last = chain.at(-1);
  // GNU's old form without '=' may follow an array designator only.
  const needsEquals = last !== undefined && !(last.kind === 'index' && !cursor.at('='));
  if (needsEquals && cursor.expect('=') === undefined && !cursor.at('{')) {
    const token = cursor.previous;
    return {
      designators: chain,
      value: { kind: 'value', expr: errorAt(token), first: token, last: token },
    };
  }
  if (!needsEquals && last !== undefined) cursor.accept('=');
  return { designators: chain, value: initializer(cursor) };
}

/** Any number of `.field`, `[index]` and `[from ... to]`. */
export function designators(cursor: TokenCursor): Designator[] {
  const chain: Designator[] = [];
  for (;;) {
    if (cursor.at('.')) {
      const first = cursor.next();
      const name = cursor.peek();
      if (name.kind === 'identifier') {
        cursor.next();
        chain.push({ kind: 'field', name, first, last: name });
      } else {
        cursor.expectedHere('the name of a field');
        chain.push({ kind: 'field', first, last: first });
        return chain;
      }
    } else if (cursor.at('[')) {
      const first = cursor.next();
      const from = cursor.grammar.expression(cursor);
      const to = cursor.accept('...') === undefined ? undefined : cursor.grammar.expression(cursor);
      const last = cursor.expect(']', first) ?? cursor.previous;
      chain.push({ kind: 'index', from, ...(to && { to }), first, last });
    } else return chain;
  }
}
