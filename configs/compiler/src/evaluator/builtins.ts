// SPDX-License-Identifier: MIT
// Functions of the compiler that it computes itself, as macros use them.
import type { Expr } from '../parser/ast.js';
import { ProblemList } from '../problem-list.js';
import { macroArguments, notConstant, unsupported } from '../problems.js';
import type { Semantics } from '../semantics.js';
import type { Target } from '../target.js';
import { integers } from '../types.js';
import type { CType, IntegerType } from '../types.js';
import { convert, wrap } from './integers.js';
import type { Value } from './integers.js';
import { stringValue } from './literal.js';
import { isTrue } from './operators.js';
import { isReal } from './reals.js';
import type { Constant } from './reals.js';

type Builtin = Extract<Expr, { kind: 'builtin' }>;
type Evaluate = (expr: Expr, semantics: Semantics) => Constant | undefined;

interface BitFunction {
  readonly argument: IntegerType;
  readonly result: IntegerType;
  readonly run: (value: bigint, bits: number) => bigint;
}

/** Ones, counted. */
function population(value: bigint): bigint {
  let count = 0n;
  for (let rest = value; rest > 0n; rest >>= 1n) count += rest & 1n;
  return count;
}

function trailingZeros(value: bigint, bits: number): bigint {
  let count = 0;
  while (count < bits && ((value >> BigInt(count)) & 1n) === 0n) count++;
  return BigInt(count);
}

function swapped(value: bigint, bits: number): bigint {
  let result = 0n;
  for (let i = 0; i < bits; i += 8) result = (result << 8n) | ((value >> BigInt(i)) & 0xffn);
  return result;
}

const counts: Readonly<Record<string, BitFunction['run']>> = {
  popcount: population,
  parity: (value) => population(value) & 1n,
  clz: (value, bits) => BigInt(bits - value.toString(2).length),
  ctz: trailingZeros,
  ffs: (value, bits) => (value === 0n ? 0n : trailingZeros(value, bits) + 1n),
};

const swaps: Readonly<Record<string, IntegerType>> = {
  bswap16: integers.ushort,
  bswap32: integers.uint,
  bswap64: integers.ullong,
};

function bitFunction(name: string, { ulong }: Target): BitFunction | undefined {
  const swap = swaps[name];
  if (swap !== undefined) return { argument: swap, result: swap, run: swapped };
  const match = /^(popcount|parity|clz|ctz|ffs)(l{0,2})$/.exec(name);
  const run = counts[match?.[1] ?? ''];
  if (run === undefined) return undefined;
  const argument = [integers.uint, ulong, integers.ullong][match?.[2]?.length ?? 0];
  return argument && { argument, result: integers.int, run };
}

/** The name behind __builtin_. */
function nameOf({ name }: Builtin): string {
  return name.text.slice('__builtin_'.length);
}

/** What a call gives; undefined after a problem. */
export function evaluateBuiltin(
  expr: Builtin,
  semantics: Semantics,
  evaluate: Evaluate,
): Constant | undefined {
  const [first, second, third] = expr.args;
  if (first === undefined) return unknown(expr, semantics);
  switch (nameOf(expr)) {
    case 'constant_p':
      return { type: integers.int, value: isConstant(first, semantics, evaluate) ? 1n : 0n };
    case 'expect': {
      const value = evaluate(first, semantics);
      if (value === undefined || isReal(value) || value.type.kind !== 'integer') return value;
      return convert(value, semantics.target.long);
    }
    case 'choose_expr': {
      const condition = evaluate(first, semantics);
      const chosen = condition && isTrue(condition) ? second : third;
      if (condition === undefined) return undefined;
      return chosen === undefined ? unknown(expr, semantics) : evaluate(chosen, semantics);
    }
    case 'strlen': {
      if (first.kind !== 'string') break;
      const { units } = stringValue(
        first.parts.map(({ text }) => text),
        semantics.target,
      );
      const end = units.indexOf(0);
      return { type: semantics.target.size, value: BigInt(end < 0 ? units.length : end) };
    }
    default:
  }
  return evaluateBits(expr, first, semantics, evaluate);
}

function evaluateBits(
  expr: Builtin,
  argument: Expr,
  semantics: Semantics,
  evaluate: Evaluate,
): Value | undefined {
  const bits = bitFunction(nameOf(expr), semantics.target);
  if (bits === undefined) return unknown(expr, semantics);
  const value = evaluate(argument, semantics);
  if (value === undefined) return undefined;
  if (isReal(value) || value.type.kind !== 'integer' || value.base !== undefined) {
    semantics.problems.add(notConstant(argument, 'What is no integer'));
    return undefined;
  }
  const result = bits.run(wrap(value.value, bits.argument), bits.argument.size * 8);
  return { type: bits.result, value: result };
}

/** Whether it folds; its problems are no problems then. */
function isConstant(expr: Expr, semantics: Semantics, evaluate: Evaluate): boolean {
  const silent: Semantics = { ...semantics, problems: new ProblemList() };
  const value = evaluate(expr, silent);
  return (
    value !== undefined && (isReal(value) || value.base === undefined || expr.kind === 'string')
  );
}

function unknown(expr: Builtin, { problems }: Semantics): Value | undefined {
  problems.add(
    expr.args.length === 0
      ? macroArguments(expr, expr.name.text, 'arguments', 0)
      : unsupported(expr, `A call of ${expr.name.text}`),
  );
  return undefined;
}

/** The type of a call, as sizeof needs it; the operand whose type it has instead. */
export function typeOfBuiltin(expr: Builtin, semantics: Semantics): CType | Expr | undefined {
  const [first, second, third] = expr.args;
  switch (nameOf(expr)) {
    case 'constant_p':
      return integers.int;
    case 'strlen':
      return semantics.target.size;
    case 'expect':
      return semantics.target.long;
    case 'choose_expr':
      return first && (semantics.isTrue(first) ? second : third);
    default:
      return bitFunction(nameOf(expr), semantics.target)?.result;
  }
}
