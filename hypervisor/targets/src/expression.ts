// SPDX-License-Identifier: MIT
// Evaluates the condition of a stop on the CPU that has stopped.
import type { Expression } from './target.js';

/** What a condition can see; undefined for what does not exist. */
export interface ExpressionScope {
  register(name: string): Promise<bigint | undefined>;
  memory(
    space: 'physical' | 'current',
    address: bigint,
    length: number,
  ): Promise<Uint8Array | undefined>;
}

type Binary = Extract<Expression, { kind: 'binary' }>;

/** 64-bit unsigned; undefined where it needs memory that is not mapped now. */
export async function evaluate(
  expression: Expression,
  scope: ExpressionScope,
): Promise<bigint | undefined> {
  switch (expression.kind) {
    case 'constant':
      return BigInt.asUintN(64, expression.value);
    case 'register':
      return scope.register(expression.name);
    case 'memory': {
      const address = await evaluate(expression.address, scope);
      if (address === undefined) return undefined;
      const bytes = await scope.memory(expression.space, address, expression.bytes);
      return bytes?.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
    }
    case 'binary':
      return evaluateBinary(expression, scope);
  }
}

/** Names of all registers that an expression reads. */
export function registersIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'constant':
      return [];
    case 'register':
      return [expression.name];
    case 'memory':
      return registersIn(expression.address);
    case 'binary':
      return [...registersIn(expression.left), ...registersIn(expression.right)];
  }
}

async function evaluateBinary(
  { operator, left, right }: Binary,
  scope: ExpressionScope,
): Promise<bigint | undefined> {
  const a = await evaluate(left, scope);
  if (a === undefined) return undefined;
  // As in C, the right side counts only where the left does not decide.
  if (operator === '&&' && a === 0n) return 0n;
  if (operator === '||' && a !== 0n) return 1n;
  const b = await evaluate(right, scope);
  return b === undefined ? undefined : BigInt.asUintN(64, OPERATORS[operator](a, b));
}

const OPERATORS: Readonly<Record<Binary['operator'], (a: bigint, b: bigint) => bigint>> = {
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '&&': (_, b) => truth(b !== 0n),
  '||': (_, b) => truth(b !== 0n),
};

function truth(value: boolean): bigint {
  return value ? 1n : 0n;
}
