// SPDX-License-Identifier: MIT
// Specifiers, declarators and type names (C11 6.7.2 to 6.7.7).
import type {
  Declarator,
  DeclaratorLayer,
  EnumConstant,
  MemberDeclaration,
  MemberDeclarator,
  Specifiers,
  TypeName,
  TypeSpecifier,
} from './ast.js';
import { noAttributes } from './ast.js';
import { assertion, atAssertion } from './assertion.js';
import { AttributeReader, atAttribute } from './attributes.js';
import { limits } from '../limits.js';
import { tooDeep } from '../problems.js';
import { nameInType, storageCombination } from '../type-problems.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import type { TokenCursor } from './token-cursor.js';

const basicWords = new Set(
  'void char short int long float double signed unsigned _Bool __signed__ __signed __int128 __builtin_va_list'.split(
    ' ',
  ),
);
const constWords = new Set(['const', '__const', '__const__']);
const volatileWords = new Set(['volatile', '__volatile', '__volatile__']);
const qualifierWords = new Set([
  ...constWords,
  ...volatileWords,
  ...(
    'restrict inline register auto _Noreturn _Thread_local _Atomic __extension__ ' +
    '__restrict __restrict__ __inline __inline__ __thread'
  ).split(' '),
]);
const storageWords = new Set(['typedef', 'static', 'extern']);
const recordWords = new Set(['struct', 'union', 'enum']);
const typeofWords = new Set(['typeof', '__typeof', '__typeof__']);

/** Whether a type starts here. */
export function atTypeName(cursor: TokenCursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  if (token.kind !== 'identifier') return false;
  const { text } = token;
  return (
    basicWords.has(text) ||
    (qualifierWords.has(text) && text !== '__extension__') ||
    recordWords.has(text) ||
    typeofWords.has(text) ||
    cursor.isTypeName(text)
  );
}

/** A type without a name, as in casts and sizeof. */
export function typeName(cursor: TokenCursor): TypeName {
  const specified = specifiers(cursor);
  const declared = declarator(cursor);
  if (declared.name !== undefined) {
    cursor.problems.add(nameInType(declared.name));
  }
  return {
    kind: 'type-name',
    specifiers: specified,
    declarator: declared,
    first: specified.first,
    last: cursor.previous,
  };
}

/** Storage, qualifiers, attributes and the type, in any order. */
export function specifiers(cursor: TokenCursor): Specifiers {
  const first = cursor.peek();
  const attributes = new AttributeReader();
  const words: Token[] = [];
  let storage: Token | undefined;
  let type: TypeSpecifier | undefined;
  const qualifiers = new Set<string>();
  for (;;) {
    const token = cursor.peek();
    if (atAttribute(cursor)) attributes.read(cursor);
    else if (token.kind !== 'identifier') break;
    else if (storageWords.has(token.text)) {
      if (storage !== undefined) cursor.problems.add(storageCombination(token, storage));
      storage ??= cursor.next();
      if (storage !== token) cursor.next();
    } else if (qualifierWords.has(token.text)) qualifiers.add(cursor.next().text);
    else if (type === undefined && basicWords.has(token.text)) words.push(cursor.next());
    else if (type !== undefined || words.length > 0) break;
    else if (recordWords.has(token.text)) type = recordOrEnum(cursor);
    else if (typeofWords.has(token.text)) type = typeofSpecifier(cursor);
    else type = namedType(cursor);
    if (type?.kind === 'error') break;
  }
  const [firstWord] = words;
  if (type === undefined && firstWord !== undefined) {
    type = { kind: 'basic', words, first: firstWord, last: words.at(-1) ?? firstWord };
  }
  if (type === undefined) {
    cursor.expectedHere('a type');
    type = { kind: 'error', first, last: first };
  }
  const isConst = hasOne(qualifiers, constWords) && !hasOne(qualifiers, volatileWords);
  return {
    storage: (storage?.text ?? 'none') as Specifiers['storage'],
    isConst,
    type,
    attributes: attributes.result(),
    first,
    last: cursor.previous,
  };
}

function hasOne(words: ReadonlySet<string>, of: ReadonlySet<string>): boolean {
  return [...words].some((word) => of.has(word));
}

/** A name that is no known type is taken for one if a declarator follows it. */
function namedType(cursor: TokenCursor): TypeSpecifier {
  const name = cursor.peek();
  const isType =
    cursor.isTypeName(name.text) || cursor.peek(1).kind === 'identifier' || cursor.at('*', 1);
  if (!isType && !cursor.at(')', 1)) {
    cursor.expectedHere('a type');
    return { kind: 'error', first: name, last: name };
  }
  cursor.next();
  return { kind: 'typedef', name, first: name, last: name };
}

function typeofSpecifier(cursor: TokenCursor): TypeSpecifier {
  const first = cursor.next();
  const open = cursor.expect('(');
  const isType = atTypeName(cursor);
  const type = isType ? typeName(cursor) : undefined;
  const value = isType ? undefined : cursor.grammar.expression(cursor);
  const last = cursor.expect(')', open) ?? cursor.previous;
  if (type !== undefined) return { kind: 'typeof-type', type, first, last };
  if (value !== undefined) return { kind: 'typeof-value', value, first, last };
  return { kind: 'error', first, last };
}

function recordOrEnum(cursor: TokenCursor): TypeSpecifier {
  const otherwise = (): TypeSpecifier => ({
    kind: 'error',
    first: cursor.previous,
    last: cursor.previous,
  });
  return cursor.nested(() => recordOrEnumInside(cursor), otherwise);
}

function recordOrEnumInside(cursor: TokenCursor): TypeSpecifier {
  const first = cursor.next();
  const attributes = new AttributeReader();
  attributes.readAll(cursor);
  const tag = cursor.atName() ? cursor.next() : undefined;
  const open = cursor.accept('{');
  if (open === undefined && tag === undefined) cursor.expectedHere("a tag or '{'");
  if (first.text === 'enum') {
    const constants = open === undefined ? undefined : enumConstants(cursor, open);
    attributes.readAll(cursor);
    return {
      kind: 'enum',
      ...(tag && { tag }),
      ...(constants && { constants }),
      attributes: attributes.result(),
      first,
      last: cursor.previous,
    };
  }
  const members = open === undefined ? undefined : memberDeclarations(cursor, open);
  const { pack } = cursor.previous;
  attributes.readAll(cursor);
  return {
    kind: 'record',
    isUnion: first.text === 'union',
    ...(tag && { tag }),
    ...(members && { members }),
    attributes: attributes.result(),
    ...(members && pack !== undefined && { pack }),
    first,
    last: cursor.previous,
  };
}

function enumConstants(cursor: TokenCursor, open: Token): EnumConstant[] {
  const constants: EnumConstant[] = [];
  while (cursor.atName()) {
    const name = cursor.next();
    new AttributeReader().readAll(cursor);
    const value = cursor.accept('=') === undefined ? undefined : cursor.grammar.expression(cursor);
    constants.push({ name, ...(value && { value }) });
    if (cursor.accept(',') === undefined) break;
  }
  if (cursor.expect('}', open) === undefined) {
    cursor.skipTo('}');
    cursor.accept('}');
  }
  return constants;
}

function memberDeclarations(cursor: TokenCursor, open: Token): MemberDeclaration[] {
  const members: MemberDeclaration[] = [];
  while (!cursor.at('}') && !cursor.atEnd()) {
    const before = cursor.index;
    if (cursor.accept(';') !== undefined) continue;
    if (atAssertion(cursor)) {
      const asserted = assertion(cursor);
      if (asserted !== undefined) members.push(asserted);
      continue;
    }
    const specified = specifiers(cursor);
    if (specified.type.kind === 'error') {
      cursor.skipTo('}');
      cursor.accept(';');
    } else {
      members.push({
        kind: 'members',
        specifiers: specified,
        declarators: memberDeclarators(cursor),
      });
      // Without its ';' the next member still starts a member of its own.
      if (cursor.expect(';') === undefined && !atTypeName(cursor) && !cursor.at('}')) {
        cursor.skipTo('}');
      }
    }
    if (cursor.index === before) cursor.skipBalanced();
  }
  cursor.expect('}', open);
  return members;
}

function memberDeclarators(cursor: TokenCursor): MemberDeclarator[] {
  const declarators: MemberDeclarator[] = [];
  if (cursor.at(';') || cursor.at('}')) return declarators;
  do {
    const declared = cursor.at(':') ? undefined : declarator(cursor);
    const isNameless = declared?.name === undefined && !cursor.at(':');
    if (isNameless) cursor.expectedHere('a name');
    const width = cursor.accept(':') === undefined ? undefined : cursor.grammar.expression(cursor);
    const attributes = new AttributeReader(declared?.attributes);
    attributes.readAll(cursor);
    if (isNameless) continue;
    declarators.push({
      ...(declared && { declarator: declared }),
      ...(width && { width }),
      attributes: attributes.result(),
    });
  } while (cursor.accept(',') !== undefined);
  return declarators;
}

/** A declarator with or without a name. */
export function declarator(cursor: TokenCursor): Declarator {
  return cursor.nested(
    () => declaratorInside(cursor),
    () => ({ layers: [], attributes: noAttributes }),
  );
}

function declaratorInside(cursor: TokenCursor): Declarator {
  const attributes = new AttributeReader();
  const pointers: DeclaratorLayer[] = [];
  for (;;) {
    if (atAttribute(cursor)) attributes.read(cursor);
    else if (cursor.at('*')) {
      const star = cursor.next();
      pointers.push({ kind: 'pointer', first: star, last: star });
    } else if (qualifierWords.has(cursor.peek().text) && cursor.peek().kind === 'identifier')
      cursor.next();
    else break;
  }
  let inner: Declarator = { layers: [], attributes: noAttributes };
  if (cursor.at('(') && startsInnerDeclarator(cursor)) {
    const open = cursor.next();
    inner = declarator(cursor);
    cursor.expect(')', open);
  } else if (cursor.atName()) {
    inner = { name: cursor.next(), layers: [], attributes: noAttributes };
  }
  const layers = [...inner.layers, ...declaratorSuffixes(cursor), ...pointers];
  attributes.readAll(cursor);
  if (layers.length > limits.depth) cursor.problems.add(tooDeep(cursor.previous));
  return {
    ...(inner.name && { name: inner.name }),
    layers: layers.slice(0, limits.depth),
    attributes: attributes.result(),
  };
}

/** `(*name)` and not the parameters of a function without a name. */
function startsInnerDeclarator(cursor: TokenCursor): boolean {
  const next = cursor.peek(1);
  if (isPunctuator(next, '*') || isPunctuator(next, '(')) return true;
  return next.kind === 'identifier' && !atTypeName(cursor, 1);
}

function declaratorSuffixes(cursor: TokenCursor): DeclaratorLayer[] {
  const layers: DeclaratorLayer[] = [];
  for (;;) {
    if (cursor.at('(')) {
      cursor.skipBalanced();
      layers.push({ kind: 'function' });
    } else if (cursor.at('[')) {
      const first = cursor.next();
      while (cursor.acceptWord('static') ?? cursor.acceptWord('const')) continue;
      const bound = cursor.at(']') ? undefined : cursor.grammar.expression(cursor);
      const last = cursor.expect(']', first) ?? cursor.previous;
      layers.push({ kind: 'array', ...(bound && { bound }), first, last });
    } else return layers;
  }
}
