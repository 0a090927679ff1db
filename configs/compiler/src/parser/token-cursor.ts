// SPDX-License-Identifier: MIT
// Walks over the tokens, reports what is missing, and never more than one
// problem at a token, so that one slip does not become ten.
import { limits } from '../limits.js';
import type { ProblemList } from '../problem-list.js';
import { expectedSomething, missingToken, tooDeep } from '../problems.js';
import { endOfCall, isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import type { Expr, TypeName } from './ast.js';
import { unclosedBrace } from './unclosed-brace.js';

/** Rules that other rules are part of, in a circle; handed in so that files form none. */
export interface Grammar {
  readonly expression: (cursor: TokenCursor) => Expr;
  readonly typeName: (cursor: TokenCursor) => TypeName;
  readonly atTypeName: (cursor: TokenCursor, ahead?: number) => boolean;
}

/** Names that are types already. */
export interface KnownNames {
  readonly has: (name: string) => boolean;
}

interface Setting {
  readonly problems: ProblemList;
  readonly grammar: Grammar;
  readonly typedefs: KnownNames;
}

const keywords: ReadonlySet<string> = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if ' +
    'inline int long register restrict return short signed sizeof static struct switch typedef ' +
    'union unsigned void volatile while _Alignas _Alignof _Atomic _Bool _Generic _Noreturn ' +
    '_Static_assert _Thread_local asm typeof'
  ).split(' '),
);

export class TokenCursor {
  readonly grammar: Grammar;
  readonly problems: ProblemList;
  readonly #outerTypes: KnownNames;
  readonly #ownTypes = new Set<string>();
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;
  #depth = 0;
  #lastProblem = -1;

  /** The last token must be the end. */
  constructor(tokens: readonly Token[], end: Token, { problems, grammar, typedefs }: Setting) {
    this.#tokens = tokens;
    this.#end = end;
    this.problems = problems;
    this.grammar = grammar;
    this.#outerTypes = typedefs;
  }

  isTypeName(name: string): boolean {
    return this.#outerTypes.has(name) || this.#ownTypes.has(name);
  }

  addTypeName(name: string): void {
    this.#ownTypes.add(name);
  }

  get index(): number {
    return this.#index;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#end;
  }

  /** The token before; at the start the first one. */
  get previous(): Token {
    return this.#tokens[this.#index - 1] ?? this.peek();
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#index++;
    return token;
  }

  at(text: string, ahead = 0): boolean {
    return isPunctuator(this.peek(ahead), text);
  }

  atWord(text: string): boolean {
    const token = this.peek();
    return token.kind === 'identifier' && token.text === text;
  }

  /** An identifier that is no keyword, which alone may be declared. */
  atName(): boolean {
    const { kind, text } = this.peek();
    return kind === 'identifier' && !keywords.has(text);
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  accept(text: string): Token | undefined {
    return this.at(text) ? this.next() : undefined;
  }

  acceptWord(text: string): Token | undefined {
    return this.atWord(text) ? this.next() : undefined;
  }

  /** The punctuator, or a problem at the token before; `opened` is its partner. */
  expect(text: string, opened?: Token): Token | undefined {
    const token = this.accept(text);
    if (token === undefined && this.#isFresh()) {
      this.problems.add(missingToken(text, this.#written(opened), opened));
    }
    return token;
  }

  /** The token before, or the whole call that it ends: what is missing is missing in the user's file. */
  #written(opened: Token | undefined): Token {
    const { previous } = this;
    const call = endOfCall(previous);
    const isInside = opened?.expansion !== undefined || endOfCall(this.peek()) === call;
    return isInside ? previous : call;
  }

  /** The brace that closes a list which began at `start`; else the one that is missing. */
  expectClosingBrace(start: number): Token | undefined {
    const token = this.accept('}');
    if (token === undefined && this.#isFresh()) {
      const found = unclosedBrace(this.#tokens.slice(start, this.#index));
      const open = found?.open ?? this.#tokens[start];
      this.problems.add(missingToken('}', found?.before ?? this.previous, open));
    }
    return token;
  }

  expectedHere(what: string): void {
    if (this.#isFresh()) {
      this.problems.add(expectedSomething(what, this.peek(), this.previous));
    }
  }

  #isFresh(): boolean {
    const isFresh = this.#lastProblem !== this.#index;
    this.#lastProblem = this.#index;
    return isFresh;
  }

  /** Run a rule one level deeper; too deep, skip what is in brackets and use `otherwise`. */
  nested<T>(rule: () => T, otherwise: () => T): T {
    if (!this.enter()) return otherwise();
    const result = rule();
    this.leave();
    return result;
  }

  /** Go one level deeper, to leave() again; too deep, skip what is in brackets instead. */
  enter(): boolean {
    if (this.#depth < limits.depth) {
      this.#depth++;
      return true;
    }
    if (this.#isFresh()) this.problems.add(tooDeep(this.peek()));
    this.skipBalanced();
    return false;
  }

  leave(): void {
    this.#depth--;
  }

  /** Skip one token, or everything up to its closing partner. */
  skipBalanced(): void {
    let depth = 0;
    do {
      const token = this.next();
      if (token.kind === 'end') return;
      if (token.kind !== 'punctuator') continue;
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text)) depth--;
    } while (depth > 0);
  }

  /** Skip to one of these punctuators outside of brackets; stops before it, and before ';'. */
  skipTo(...stops: readonly string[]): void {
    while (!this.atEnd() && !this.at(';') && !stops.some((stop) => this.at(stop))) {
      const before = this.#index;
      this.skipBalanced();
      if (this.#index === before) return;
    }
  }
}
