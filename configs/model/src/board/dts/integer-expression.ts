// SPDX-License-Identifier: MIT
// Integer expressions as device tree sources and their #if have them: C's
// operators over 64 bits without sign.

export interface ExpressionValue {
  readonly value: bigint;
  /** Names that have no value; they count as 0. */
  readonly unknown: readonly string[];
}

/** Undefined if the text is no expression. */
export function evaluate(text: string): ExpressionValue | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined || tokens.length === 0 || tokens.length > 4096) return undefined;
  const reader: Reader = { tokens, position: 0, unknown: [], depth: 0 };
  const value = conditional(reader);
  if (value === undefined || reader.position < tokens.length) return undefined;
  return { value: BigInt.asUintN(64, value), unknown: reader.unknown };
}

interface Reader {
  readonly tokens: readonly string[];
  position: number;
  readonly unknown: string[];
  depth: number;
}

const deepest = 64;

function tokenize(text: string): string[] | undefined {
  const pattern =
    /\s*(0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*|'(?:[^'\\]|\\.)'|[A-Za-z_]\w*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^~!<>?:()])/y;
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const found = pattern.exec(text);
    if (found?.[1] === undefined) return undefined;
    tokens.push(found[1]);
  }
  return tokens;
}

function conditional(reader: Reader): bigint | undefined {
  if (++reader.depth > deepest) return undefined;
  const condition = binary(reader, 0);
  let value = condition;
  if (condition !== undefined && accept(reader, '?')) {
    const chosen = conditional(reader);
    const other = accept(reader, ':') ? conditional(reader) : undefined;
    value = chosen === undefined || other === undefined ? undefined : condition ? chosen : other;
  }
  reader.depth--;
  return value;
}

/** Operators that bind equally, the loosest first. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function binary(reader: Reader, level: number): bigint | undefined {
  const operators = levels[level];
  if (operators === undefined) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    const operator = reader.tokens[reader.position];
    if (left === undefined || operator === undefined || !operators.includes(operator)) return left;
    reader.position++;
    const right = binary(reader, level + 1);
    left = right === undefined ? undefined : apply(operator, left, right);
  }
}

function apply(operator: string, left: bigint, right: bigint): bigint | undefined {
  const wrapped = (value: bigint): bigint => BigInt.asUintN(64, value);
  const truth = (holds: boolean): bigint => (holds ? 1n : 0n);
  switch (operator) {
    case '||':
      return truth(left !== 0n || right !== 0n);
    case '&&':
      return truth(left !== 0n && right !== 0n);
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    case '<':
      return truth(left < right);
    case '>':
      return truth(left > right);
    case '<=':
      return truth(left <= right);
    case '>=':
      return truth(left >= right);
    case '<<':
      return right > 63n ? 0n : wrapped(left << right);
    case '>>':
      return right > 63n ? 0n : left >> right;
    case '+':
      return wrapped(left + right);
    case '-':
      return wrapped(left - right);
    case '*':
      return wrapped(left * right);
    default:
      if (right === 0n) return undefined;
      return operator === '/' ? left / right : left % right;
  }
}

function unary(reader: Reader): bigint | undefined {
  const token = reader.tokens[reader.position];
  if (token === undefined || ++reader.depth > deepest) return undefined;
  reader.position++;
  const value = operand(reader, token);
  reader.depth--;
  return value;
}

function operand(reader: Reader, token: string): bigint | undefined {
  if (token === '(') {
    const inner = conditional(reader);
    return accept(reader, ')') ? inner : undefined;
  }
  if (token === '-' || token === '+' || token === '~' || token === '!') {
    const value = unary(reader);
    if (value === undefined) return undefined;
    if (token === '!') return value === 0n ? 1n : 0n;
    return BigInt.asUintN(64, token === '-' ? -value : token === '~' ? ~value : value);
  }
  if (/^\d/.test(token)) return BigInt.asUintN(64, numberOf(token));
  if (token.startsWith("'")) return BigInt(token.codePointAt(token[1] === '\\' ? 2 : 1) ?? 0);
  if (!/^\w/.test(token)) return undefined;
  reader.unknown.push(token);
  // A function-like macro that nobody defined takes its arguments with it.
  if (reader.tokens[reader.position] === '(') skipParentheses(reader);
  return 0n;
}

function numberOf(token: string): bigint {
  const digits = token.replace(/[uUlL]+$/, '');
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  return /^0[xX]/.test(digits) || /^(0|[1-9]\d*)$/.test(digits) ? BigInt(digits) : 0n;
}

function skipParentheses(reader: Reader): void {
  let open = 0;
  do {
    const token = reader.tokens[reader.position++];
    if (token === '(') open++;
    else if (token === ')') open--;
    else if (token === undefined) return;
  } while (open > 0);
}

function accept(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.position] !== token) return false;
  reader.position++;
  return true;
}
