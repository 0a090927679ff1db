// SPDX-License-Identifier: MIT
// The expression of #if and #elif (C11 6.10.1): 64-bit integers, every name
// that is left after expansion counts as 0.
import { characterValue, parseInteger } from '../evaluator/literal.js';
import { limits } from '../limits.js';
import type { Target } from '../target.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';

interface Value {
  readonly value: bigint;
  readonly unsigned: boolean;
}

interface ConditionError {
  readonly at: Token;
  readonly message: string;
}

export interface Condition {
  readonly isTrue: boolean;
  readonly value: bigint;
  readonly error?: ConditionError;
}

const precedences: Readonly<Record<string, number>> = {
  ',': 0,
  '||': 2,
  '&&': 3,
  '|': 4,
  '^': 5,
  '&': 6,
  '==': 7,
  '!=': 7,
  '<': 8,
  '>': 8,
  '<=': 8,
  '>=': 8,
  '<<': 9,
  '>>': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '%': 11,
};

/** Evaluate an expanded condition; `directive` is marked where it has nothing. */
export function evaluateCondition(
  tokens: readonly Token[],
  directive: Token,
  target: Target,
): Condition {
  const reader = new ConditionReader(tokens, directive, target);
  const value = reader.expression(0);
  const rest = reader.peek();
  if (rest !== undefined) reader.fail(rest, `'${rest.text}' does not belong into this condition.`);
  return {
    isTrue: value.value !== 0n,
    value: value.value,
    ...(reader.error && { error: reader.error }),
  };
}

const zero: Value = { value: 0n, unsigned: false };

class ConditionReader {
  error?: ConditionError;
  readonly #tokens: readonly Token[];
  readonly #directive: Token;
  readonly #target: Target;
  #index = 0;
  #depth = 0;
  /** Operands that are not evaluated may divide by zero. */
  #unevaluated = 0;

  constructor(tokens: readonly Token[], directive: Token, target: Target) {
    this.#target = target;
    this.#tokens = tokens;
    this.#directive = directive;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#index];
  }

  fail(at: Token, message: string): Value {
    this.error ??= { at, message };
    this.#index = this.#tokens.length;
    return zero;
  }

  expression(minimum: number): Value {
    let left = this.#unary();
    for (;;) {
      const operator = this.peek();
      if (operator?.kind !== 'punctuator') return left;
      if (operator.text === '?' && minimum <= 1) {
        left = this.#conditional(left);
        continue;
      }
      const precedence = precedences[operator.text];
      if (precedence === undefined || precedence < minimum) return left;
      this.#index++;
      const skips =
        (operator.text === '&&' && left.value === 0n) ||
        (operator.text === '||' && left.value !== 0n);
      const right = this.#evaluated(!skips, () => this.expression(precedence + 1));
      left = this.#apply(operator, left, right);
    }
  }

  #evaluated(isEvaluated: boolean, read: () => Value): Value {
    if (!isEvaluated) this.#unevaluated++;
    const value = read();
    if (!isEvaluated) this.#unevaluated--;
    return value;
  }

  #conditional(condition: Value): Value {
    const question = this.peek();
    this.#index++;
    const yes = this.#evaluated(condition.value !== 0n, () => this.expression(0));
    const colon = this.peek();
    if (colon === undefined || !isPunctuator(colon, ':')) {
      return this.fail(question ?? this.#directive, "This '?' has no ':'.");
    }
    this.#index++;
    const no = this.#evaluated(condition.value === 0n, () =>
      this.#nested(() => this.expression(1)),
    );
    const chosen = condition.value === 0n ? no : yes;
    return wrap(chosen.value, yes.unsigned || no.unsigned);
  }

  #nested(read: () => Value): Value {
    if (this.#depth >= limits.depth) {
      return this.fail(this.peek() ?? this.#directive, 'This condition is nested too deeply.');
    }
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  #unary(): Value {
    const token = this.peek();
    if (token === undefined) {
      return this.fail(this.#tokens.at(-1) ?? this.#directive, 'The condition is incomplete.');
    }
    this.#index++;
    if (token.kind === 'number') {
      const literal = parseInteger(token.text);
      if (typeof literal === 'string')
        return this.fail(token, `'${token.text}' is no integer: ${literal}.`);
      return wrap(literal.value, literal.unsigned || literal.value >= 1n << 63n);
    }
    if (token.kind === 'char') {
      return wrap(characterValue(token.text, this.#target).value, false);
    }
    if (token.kind === 'identifier') return zero;
    if (token.kind === 'punctuator' && '+-~!'.includes(token.text)) {
      const operand = this.#nested(() => this.#unary());
      if (token.text === '!') return wrap(operand.value === 0n ? 1n : 0n, false);
      if (token.text === '-') return wrap(-operand.value, operand.unsigned);
      return token.text === '~' ? wrap(~operand.value, operand.unsigned) : operand;
    }
    if (isPunctuator(token, '(')) {
      const inner = this.#nested(() => this.expression(0));
      const close = this.peek();
      if (close === undefined || !isPunctuator(close, ')'))
        return this.fail(token, "This '(' has no ')'.");
      this.#index++;
      return inner;
    }
    return this.fail(token, `'${token.text}' can't stand here in a condition.`);
  }

  #apply(operator: Token, left: Value, right: Value): Value {
    const unsigned = left.unsigned || right.unsigned;
    const a = wrap(left.value, unsigned).value;
    const b = wrap(right.value, unsigned).value;
    const truth = (isTrue: boolean): Value => wrap(isTrue ? 1n : 0n, false);
    if ((operator.text === '/' || operator.text === '%') && b === 0n) {
      return this.#unevaluated > 0 ? zero : this.fail(operator, 'This condition divides by zero.');
    }
    switch (operator.text) {
      case ',':
        return right;
      case '||':
        return truth(a !== 0n || b !== 0n);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '|':
        return wrap(a | b, unsigned);
      case '^':
        return wrap(a ^ b, unsigned);
      case '&':
        return wrap(a & b, unsigned);
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '<<':
        return wrap(left.value << (right.value & 63n), left.unsigned);
      case '>>':
        return wrap(left.value >> (right.value & 63n), left.unsigned);
      case '+':
        return wrap(a + b, unsigned);
      case '-':
        return wrap(a - b, unsigned);
      case '*':
        return wrap(a * b, unsigned);
      case '/':
        return wrap(a / b, unsigned);
      default:
        return wrap(a % b, unsigned);
    }
  }
}

function wrap(value: bigint, unsigned: boolean): Value {
  return { value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), unsigned };
}
