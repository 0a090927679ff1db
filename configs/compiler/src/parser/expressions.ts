// SPDX-License-Identifier: MIT
// Expressions (C11 6.5) as far as constants need them; what cannot be constant
// is still understood, so that its problem can be told by the evaluator.
import { limits } from '../limits.js';
import { tooDeep, unsupported } from '../problems.js';
import type { Token } from '../token.js';
import { errorAt } from './ast.js';
import type { Designator, Expr, GenericChoice, TypeName } from './ast.js';
import { designators, initializerList } from './initializers.js';
import type { TokenCursor } from './token-cursor.js';
import { atTypeName, typeName } from './type-names.js';

const precedences: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '||': 1,
    '&&': 2,
    '|': 3,
    '^': 4,
    '&': 5,
    '==': 6,
    '!=': 6,
    '<': 7,
    '>': 7,
    '<=': 7,
    '>=': 7,
    '<<': 8,
    '>>': 8,
    '+': 9,
    '-': 9,
    '*': 10,
    '/': 10,
    '%': 10,
  }),
);

/** An expression without commas and assignments. */
export function expression(cursor: TokenCursor): Expr {
  if (!cursor.enter()) return errorAt(cursor.previous);
  const expr = conditional(cursor);
  cursor.leave();
  return expr;
}

/** A node above its operands; a problem instead, if the tree gets too high. */
function above(
  cursor: TokenCursor,
  operands: readonly Expr[],
  make: (depth: number) => Expr,
): Expr {
  const depth = 1 + Math.max(0, ...operands.map((operand) => operand.depth));
  return bounded(cursor, make(depth));
}

function bounded(cursor: TokenCursor, node: Expr): Expr {
  if (node.depth <= limits.depth) return node;
  cursor.problems.add(tooDeep(node.first));
  return errorAt(node.first);
}

function conditional(cursor: TokenCursor): Expr {
  const condition = binary(cursor, 1);
  if (cursor.accept('?') === undefined) return condition;
  const yes = cursor.at(':') ? undefined : expression(cursor);
  cursor.expect(':');
  const no = expression(cursor);
  const operands = yes === undefined ? [condition, no] : [condition, yes, no];
  return above(cursor, operands, (depth) => ({
    kind: 'conditional',
    condition,
    ...(yes && { yes }),
    no,
    first: condition.first,
    last: no.last,
    depth,
  }));
}

function binary(cursor: TokenCursor, minimum: number): Expr {
  let left = unary(cursor);
  for (;;) {
    const operator = cursor.peek();
    const precedence = operator.kind === 'punctuator' ? precedences.get(operator.text) : undefined;
    if (precedence === undefined || precedence < minimum) return left;
    cursor.next();
    const right = binary(cursor, precedence + 1);
    const { first } = left;
    const depth = 1 + Math.max(left.depth, right.depth);
    left = bounded(cursor, {
      kind: 'binary',
      operator,
      left,
      right,
      first,
      last: right.last,
      depth,
    });
  }
}

function unary(cursor: TokenCursor): Expr {
  if (cursor.peek().kind === 'number') return primary(cursor);
  if (!cursor.enter()) return errorAt(cursor.previous);
  const expr = unaryInside(cursor);
  cursor.leave();
  return expr;
}

const prefixOperators = new Set(['+', '-', '~', '!', '*', '&']);
const alignmentWords = new Set(['_Alignof', 'alignof', '__alignof', '__alignof__']);

function unaryInside(cursor: TokenCursor): Expr {
  const token = cursor.peek();
  if (token.kind === 'identifier') {
    if (token.text === '__extension__') {
      cursor.next();
      return unary(cursor);
    }
    const isAlignment = alignmentWords.has(token.text);
    if (isAlignment || token.text === 'sizeof') return sizeOf(cursor, isAlignment);
  }
  if (token.kind === 'punctuator' && prefixOperators.has(token.text)) {
    const operator = cursor.next();
    const operand = unary(cursor);
    return above(cursor, [operand], (depth) => ({
      kind: 'unary',
      operator,
      operand,
      first: operator,
      last: operand.last,
      depth,
    }));
  }
  if (cursor.at('(') && atTypeName(cursor, 1)) return castOrCompound(cursor);
  return postfix(cursor, primary(cursor));
}

function sizeOf(cursor: TokenCursor, isAlignment: boolean): Expr {
  const first = cursor.next();
  if (cursor.at('(') && atTypeName(cursor, 1)) {
    const { type, close } = parenthesizedType(cursor);
    if (cursor.at('{')) return postfix(cursor, compound(cursor, { first, type }));
    return { kind: 'type-size', isAlignment, type, first, last: close, depth: 1 };
  }
  const operand = unary(cursor);
  return above(cursor, [operand], (depth) => ({
    kind: 'value-size',
    isAlignment,
    operand,
    first,
    last: operand.last,
    depth,
  }));
}

function parenthesizedType(cursor: TokenCursor): { open: Token; type: TypeName; close: Token } {
  const open = cursor.next();
  const type = typeName(cursor);
  const close = cursor.expect(')', open) ?? cursor.previous;
  return { open, type, close };
}

function castOrCompound(cursor: TokenCursor): Expr {
  const { open, type } = parenthesizedType(cursor);
  if (cursor.at('{')) return postfix(cursor, compound(cursor, { first: open, type }));
  const operand = unary(cursor);
  return above(cursor, [operand], (depth) => ({
    kind: 'cast',
    type,
    operand,
    first: open,
    last: operand.last,
    depth,
  }));
}

function compound(cursor: TokenCursor, { first, type }: { first: Token; type: TypeName }): Expr {
  const list = initializerList(cursor);
  return { kind: 'compound', type, list, first, last: list.last, depth: 1 };
}

function nameOf(token: Token): Expr {
  return { kind: 'name', name: token, first: token, last: token, depth: 0 };
}

function primary(cursor: TokenCursor): Expr {
  const token = cursor.peek();
  switch (token.kind) {
    case 'number':
      cursor.next();
      return { kind: 'number', token, first: token, last: token, depth: 0 };
    case 'char':
      cursor.next();
      return { kind: 'character', token, first: token, last: token, depth: 0 };
    case 'string': {
      const parts: Token[] = [];
      while (cursor.peek().kind === 'string') parts.push(cursor.next());
      return { kind: 'string', parts, first: token, last: cursor.previous, depth: 0 };
    }
    case 'identifier':
      cursor.next();
      return cursor.at('(') ? (special(cursor, token) ?? nameOf(token)) : nameOf(token);
    default:
      return parenthesized(cursor, token);
  }
}

function parenthesized(cursor: TokenCursor, token: Token): Expr {
  const open = cursor.accept('(');
  if (open === undefined) {
    cursor.expectedHere('a value');
    return errorAt(token);
  }
  if (cursor.at('{')) {
    cursor.skipTo(')');
    const close = cursor.accept(')') ?? cursor.previous;
    cursor.problems.add(unsupported({ first: open, last: close }, 'A statement in braces'));
    return { kind: 'call', callee: errorAt(open), first: open, last: cursor.previous, depth: 1 };
  }
  const inner = commas(cursor);
  const close = cursor.expect(')', open) ?? cursor.previous;
  return { ...inner, first: open, last: close };
}

/** An expression, or several of which the last one counts. */
function commas(cursor: TokenCursor): Expr {
  let left = expression(cursor);
  while (cursor.at(',')) {
    const a = left;
    const operator = cursor.next();
    const b = expression(cursor);
    left = above(cursor, [a, b], (depth) => ({
      kind: 'binary',
      operator,
      left: a,
      right: b,
      first: a.first,
      last: b.last,
      depth,
    }));
  }
  return left;
}

/** What looks like a call and is none, for types are among its arguments. */
function special(cursor: TokenCursor, name: Token): Expr | undefined {
  switch (name.text) {
    case '__builtin_offsetof':
    case 'offsetof':
      return offsetOf(cursor, name);
    case '__builtin_types_compatible_p':
      return sameTypes(cursor, name);
    case '_Generic':
      return generic(cursor, name);
    default:
      return name.text.startsWith('__builtin_') ? builtin(cursor, name) : undefined;
  }
}

function builtin(cursor: TokenCursor, name: Token): Expr {
  const open = cursor.next();
  const args: Expr[] = [];
  while (!cursor.at(')') && !cursor.at(';') && !cursor.atEnd()) {
    args.push(expression(cursor));
    if (cursor.accept(',') === undefined) break;
  }
  const last = cursor.expect(')', open) ?? cursor.previous;
  return above(cursor, args, (depth) => ({
    kind: 'builtin',
    name,
    args,
    first: name,
    last,
    depth,
  }));
}

function sameTypes(cursor: TokenCursor, first: Token): Expr {
  const open = cursor.next();
  const types = [typeName(cursor)];
  if (cursor.expect(',') !== undefined) types.push(typeName(cursor));
  const last = cursor.expect(')', open) ?? cursor.previous;
  return { kind: 'same-types', types, first, last, depth: 1 };
}

function generic(cursor: TokenCursor, first: Token): Expr {
  const open = cursor.next();
  const control = expression(cursor);
  const choices: GenericChoice[] = [];
  while (cursor.accept(',') !== undefined) {
    const type = cursor.acceptWord('default') === undefined ? typeName(cursor) : undefined;
    cursor.expect(':');
    choices.push({ ...(type && { type }), value: expression(cursor) });
  }
  const last = cursor.expect(')', open) ?? cursor.previous;
  return above(cursor, [control, ...choices.map(({ value }) => value)], (depth) => ({
    kind: 'generic',
    control,
    choices,
    first,
    last,
    depth,
  }));
}

function offsetOf(cursor: TokenCursor, first: Token): Expr {
  const open = cursor.expect('(');
  if (open === undefined) return errorAt(first);
  const type = typeName(cursor);
  cursor.expect(',');
  const name = cursor.peek();
  const member: Designator[] = [];
  if (name.kind === 'identifier') {
    cursor.next();
    member.push({ kind: 'field', name, first: name, last: name }, ...designators(cursor));
  } else cursor.expectedHere('the name of a field');
  const last = cursor.expect(')', open) ?? cursor.previous;
  return { kind: 'offset-of', type, member, first, last, depth: 1 };
}

/** Behind a number, `.name` and `[0]` are designators whose comma is missing. */
const takesSuffix = new Set<Expr['kind']>([
  'cast',
  'name',
  'member',
  'index',
  'call',
  'compound',
  'string',
  'unary',
  'generic',
]);

/**
 * Whether `.field =` or `[index] =` follows: no constant is assigned to, so the
 * next item begins here and the comma in front of it was forgotten.
 */
function designatesNext(cursor: TokenCursor): boolean {
  const longest = 16;
  let ahead = 0;
  while (ahead < longest) {
    if (cursor.at('.', ahead) && cursor.peek(ahead + 1).kind === 'identifier') ahead += 2;
    else if (cursor.at('[', ahead)) {
      while (ahead < longest && !cursor.at(']', ahead)) ahead++;
      ahead++;
    } else return ahead > 0 && cursor.at('=', ahead);
  }
  return false;
}

function postfix(cursor: TokenCursor, start: Expr): Expr {
  let object = start;
  for (;;) {
    const inner = object;
    const { first } = inner;
    if (!takesSuffix.has(inner.kind) || designatesNext(cursor)) return inner;
    if (cursor.at('.') || cursor.at('->')) {
      const isArrow = cursor.next().text === '->';
      const name = cursor.peek();
      if (name.kind !== 'identifier') {
        cursor.expectedHere('the name of a field');
        return errorAt(first);
      }
      cursor.next();
      object = above(cursor, [inner], (depth) => ({
        kind: 'member',
        object: inner,
        isArrow,
        name,
        first,
        last: name,
        depth,
      }));
    } else if (cursor.at('[')) {
      const open = cursor.next();
      const index = expression(cursor);
      const last = cursor.expect(']', open) ?? cursor.previous;
      object = above(cursor, [inner, index], (depth) => ({
        kind: 'index',
        object: inner,
        index,
        first,
        last,
        depth,
      }));
    } else if (cursor.at('(')) {
      cursor.skipBalanced();
      object = above(cursor, [inner], (depth) => ({
        kind: 'call',
        callee: inner,
        first,
        last: cursor.previous,
        depth,
      }));
    } else return object;
  }
}
