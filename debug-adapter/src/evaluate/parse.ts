// SPDX-License-Identifier: MIT
// Expressions of the debugger: C's operators over variables, $registers and
// numbers, without assignments and calls.

export type Ast =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'register'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Ast; readonly name: string; readonly arrow: boolean }
  | { readonly kind: 'index'; readonly of: Ast; readonly index: Ast }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Ast }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Ast; readonly right: Ast };

export interface Parsed {
  readonly ast?: Ast;
  /** Why there is none. */
  readonly problem?: string;
}

const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+)(?:[uUlL]*)|(\$?[A-Za-z_][\w]*)|(->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^~!<>().[\]]))/y;

/** Longer ones are not typed by people, and nest deeper than the parser should. */
const LONGEST = 500;

/** How strongly C's binary operators bind. */
const BINDING: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

const UNARY = new Set(['*', '&', '-', '+', '!', '~']);

export function parseExpression(text: string): Parsed {
  if (text.length > LONGEST) return { problem: 'it is too long' };
  const tokens = tokenize(text);
  if (typeof tokens === 'string') return { problem: tokens };
  const parser = new Parser(tokens);
  const ast = parser.binary(1);
  const rest = parser.peek();
  if (parser.problem !== undefined) return { problem: parser.problem };
  if (rest !== undefined) return { problem: `"${rest.text}" is unexpected` };
  return { ast };
}

interface Token {
  readonly kind: 'number' | 'name' | 'operator';
  readonly text: string;
}

function tokenize(text: string): Token[] | string {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim() !== '') {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) return `"${text.slice(position).trim().charAt(0)}" is unexpected`;
    const [, number, name, operator] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'operator', text: operator ?? '' });
    position = TOKEN.lastIndex;
  }
  return tokens;
}

const NOTHING: Ast = { kind: 'number', value: 0n };

class Parser {
  problem: string | undefined;
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  binary(least: number): Ast {
    let left = this.unary();
    for (;;) {
      const operator = this.operator();
      const binding = operator === undefined ? undefined : BINDING[operator];
      if (operator === undefined || binding === undefined || binding < least) return left;
      this.at++;
      left = { kind: 'binary', operator, left, right: this.binary(binding + 1) };
    }
  }

  private unary(): Ast {
    const operator = this.operator();
    if (operator !== undefined && UNARY.has(operator)) {
      this.at++;
      return { kind: 'unary', operator, of: this.unary() };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Ast): Ast {
    let ast = start;
    for (;;) {
      const operator = this.operator();
      if (operator === '.' || operator === '->') {
        this.at++;
        const name = this.peek();
        if (name?.kind !== 'name')
          return this.fail(`a member's name is missing behind "${operator}"`);
        this.at++;
        ast = { kind: 'member', of: ast, name: name.text, arrow: operator === '->' };
      } else if (operator === '[') {
        this.at++;
        ast = { kind: 'index', of: ast, index: this.binary(1) };
        if (!this.accept(']')) return this.fail('"]" is missing');
      } else return ast;
    }
  }

  private primary(): Ast {
    const token = this.peek();
    if (!token) return this.fail('it ends too early');
    this.at++;
    if (token.kind === 'number') {
      const value = BigInt(token.text);
      return value >> 64n === 0n
        ? { kind: 'number', value }
        : this.fail(`${token.text} has more than 64 bits`);
    }
    if (token.kind === 'name') {
      const isRegister = token.text.startsWith('$');
      return isRegister
        ? { kind: 'register', name: token.text.slice(1) }
        : { kind: 'name', name: token.text };
    }
    if (token.text !== '(') return this.fail(`"${token.text}" is unexpected`);
    const inner = this.binary(1);
    return this.accept(')') ? inner : this.fail('")" is missing');
  }

  private operator(): string | undefined {
    const token = this.peek();
    return token?.kind === 'operator' ? token.text : undefined;
  }

  private accept(text: string): boolean {
    if (this.operator() !== text) return false;
    this.at++;
    return true;
  }

  private fail(problem: string): Ast {
    this.problem ??= problem;
    this.at = this.tokens.length;
    return NOTHING;
  }
}
