// SPDX-License-Identifier: MIT
// A translation unit: declarations one after another. Bodies of functions are
// skipped, for nothing in a configuration can call them.
import type { ProblemList } from '../problem-list.js';
import { closedTooEarly } from '../problems.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import type { Declaration, Declarator, InitDeclarator, Specifiers } from './ast.js';
import { assertion, atAssertion } from './assertion.js';
import { AttributeReader } from './attributes.js';
import { expression } from './expressions.js';
import { initializer, startsItem } from './initializers.js';
import { TokenCursor } from './token-cursor.js';
import type { KnownNames } from './token-cursor.js';
import { atTypeName, declarator, specifiers, typeName } from './type-names.js';

/** Parse all tokens, of which the last one must be the end; `typedefs` are names of types. */
export function parse(
  tokens: readonly Token[],
  problems: ProblemList,
  typedefs: KnownNames = new Set<string>(),
): Declaration[] {
  const end = tokens.at(-1);
  if (end === undefined) return [];
  const grammar = { expression, typeName, atTypeName };
  const cursor = new TokenCursor(tokens, end, { problems, grammar, typedefs });
  const declarations: Declaration[] = [];
  while (!cursor.atEnd()) {
    const before = cursor.index;
    if (cursor.accept(';') !== undefined) continue;
    const declaration = declarationAt(cursor);
    if (declaration !== undefined) declarations.push(declaration);
    if (cursor.index === before) cursor.skipBalanced();
  }
  return declarations;
}

function declarationAt(cursor: TokenCursor): Declaration | undefined {
  if (atAssertion(cursor)) return assertion(cursor);
  if (/^(__asm__|__asm|asm)$/.test(cursor.peek().text)) {
    cursor.skipTo();
    return undefined;
  }
  const specified = specifiers(cursor);
  if (specified.type.kind === 'error') {
    cursor.skipTo();
    cursor.accept(';');
    return undefined;
  }
  return {
    kind: 'declaration',
    specifiers: specified,
    declarators: initDeclarators(cursor, specified),
  };
}

function initDeclarators(cursor: TokenCursor, specified: Specifiers): InitDeclarator[] {
  const declarators: InitDeclarator[] = [];
  if (cursor.accept(';') !== undefined) return declarators;
  for (;;) {
    const declared = initDeclarator(cursor, specified);
    if (declared === undefined) return declarators;
    declarators.push(declared);
    if (cursor.at('{') && isFunction(declared)) {
      cursor.skipBalanced();
      return declarators;
    }
    const closing = cursor.previous;
    if (cursor.accept(',') !== undefined) {
      const isList = startsItem(cursor) || cursor.at('}');
      if (!isPunctuator(closing, '}') || !isList) continue;
      cursor.problems.add(closedTooEarly(closing, declared.declarator.name));
      recover(cursor);
      return declarators;
    }
    if (cursor.expect(';') === undefined) recover(cursor);
    return declarators;
  }
}

/** After `int x = 1 int y` the next declaration is on a line of its own and is kept. */
function recover(cursor: TokenCursor): void {
  if (cursor.peek().kind === 'identifier') return;
  cursor.skipTo();
  cursor.accept(';');
}

function isFunction({ declarator: { layers } }: InitDeclarator): boolean {
  return layers[0]?.kind === 'function';
}

function initDeclarator(cursor: TokenCursor, specified: Specifiers): InitDeclarator | undefined {
  const declared = declarator(cursor);
  const attributes = new AttributeReader(declared.attributes);
  attributes.readAll(cursor);
  const whole = { ...declared, attributes: attributes.result() };
  if (declared.name === undefined) {
    const isObject = specified.type.kind === 'record' && declared.layers.length === 0;
    if (isObject && cursor.at('=')) return unnamedObject(cursor, whole);
    if (declared.layers.length === 0) cursor.expect(';');
    else cursor.expectedHere('a name');
    recover(cursor);
    return undefined;
  }
  if (specified.storage === 'typedef') cursor.addTypeName(declared.name.text);
  const isForgotten = cursor.at('{') && !isFunction({ declarator: whole });
  if (isForgotten) cursor.expect('=');
  if (!isForgotten && cursor.accept('=') === undefined) return { declarator: whole };
  return { declarator: whole, initializer: initializer(cursor) };
}

/** A struct with an initialiser but no name yet can only be the configuration. */
function unnamedObject(cursor: TokenCursor, declared: Declarator): InitDeclarator {
  cursor.expectedHere('a name');
  const name: Token = { ...cursor.next(), kind: 'identifier', text: 'config' };
  return { declarator: { ...declared, name }, initializer: initializer(cursor) };
}
