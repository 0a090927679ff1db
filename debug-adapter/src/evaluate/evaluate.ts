// SPDX-License-Identifier: MIT
// The value of a debugger's expression in one frame.
import { Encoding } from '../symbols/dwarf-numbers.js';
import type { CType } from '../symbols/types.js';
import {
  dereference,
  elementOf,
  memberValue,
  numberOf,
  type Value,
  type ValueFormat,
} from '../symbols/values.js';
import type { Ast } from './parse.js';

/** The names that mean something where an expression is evaluated. */
export interface EvaluationScope {
  readonly format: ValueFormat;
  variable(name: string): Promise<Value | undefined>;
  register(name: string): Promise<bigint | undefined>;
}

export type Evaluated =
  { readonly value: Value; readonly problem?: undefined } | { readonly problem: string };

const LONG: CType = { kind: 'base', name: 'long', size: 8, encoding: Encoding.signed };
const UNSIGNED: CType = {
  kind: 'base',
  name: 'unsigned long',
  size: 8,
  encoding: Encoding.unsigned,
};

export async function evaluate(ast: Ast, scope: EvaluationScope): Promise<Evaluated> {
  switch (ast.kind) {
    case 'number':
      return { value: constant(ast.value, ast.value >> 63n === 0n ? LONG : UNSIGNED) };
    case 'name': {
      const value = await scope.variable(ast.name);
      return value ? { value } : { problem: `no variable "${ast.name}" is in scope here` };
    }
    case 'register': {
      const value = await scope.register(ast.name);
      return value === undefined
        ? { problem: `register "${ast.name}" is unknown or lost in this frame` }
        : { value: constant(value, UNSIGNED) };
    }
    case 'member':
      return await member(ast, scope);
    case 'index':
      return await index(ast, scope);
    case 'unary':
      return await unary(ast, scope);
    case 'binary':
      return await binary(ast, scope);
  }
}

async function member(
  ast: Extract<Ast, { kind: 'member' }>,
  scope: EvaluationScope,
): Promise<Evaluated> {
  const of = await evaluate(ast.of, scope);
  if (of.problem !== undefined) return of;
  // Like a friendly debugger, "." and "->" both reach through a pointer.
  const record = (await dereference(of.value, scope.format)) ?? of.value;
  if (record.type.kind !== 'record') return { problem: `${of.value.type.name} has no members` };
  const found = findMember(record, ast.name);
  return found ? { value: found } : { problem: `${record.type.name} has no member "${ast.name}"` };
}

/** Members of unnamed records inside are members of the record, too. */
function findMember(record: Value, name: string): Value | undefined {
  if (record.type.kind !== 'record') return undefined;
  for (const one of record.type.members()) {
    const { value } = memberValue(record, one);
    if (one.name === name) return value;
    const inner = one.name === '(unnamed)' ? findMember(value, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

async function index(
  ast: Extract<Ast, { kind: 'index' }>,
  scope: EvaluationScope,
): Promise<Evaluated> {
  const of = await evaluate(ast.of, scope);
  if (of.problem !== undefined) return of;
  const at = await numberFrom(ast.index, scope);
  if (typeof at === 'string') return { problem: at };
  const { type } = of.value;
  if (BigInt.asIntN(48, at) !== at) return { problem: `the index ${at} is too large` };
  if (type.kind === 'array') return { value: elementOf(of.value, type.element, Number(at)) };
  if (type.kind !== 'pointer') return { problem: `${type.name} cannot be indexed` };
  const first = await dereference(of.value, scope.format);
  return first
    ? { value: elementOf(first, first.type, Number(at)) }
    : { problem: 'the pointer leads nowhere' };
}

async function unary(
  ast: Extract<Ast, { kind: 'unary' }>,
  scope: EvaluationScope,
): Promise<Evaluated> {
  const of = await evaluate(ast.of, scope);
  if (of.problem !== undefined) return of;
  if (ast.operator === '*') {
    const target = await dereference(of.value, scope.format);
    return target ? { value: target } : { problem: `${of.value.type.name} leads nowhere` };
  }
  if (ast.operator === '&') {
    const { place, type } = of.value;
    if (place.kind !== 'memory') return { problem: 'it is not in memory' };
    const name = type.name.endsWith('*') ? `${type.name}*` : `${type.name} *`;
    return {
      value: constant(place.address, { kind: 'pointer', name, size: 8, target: () => type }),
    };
  }
  const number = await numberOf(of.value, scope.format);
  if (number === undefined) return { problem: `${of.value.type.name} is no number` };
  if (ast.operator === '!') return { value: constant(number === 0n ? 1n : 0n, LONG) };
  if (ast.operator === '~') return { value: constant(~number, LONG) };
  return { value: constant(ast.operator === '-' ? -number : number, LONG) };
}

type Operation = (left: bigint, right: bigint) => bigint | boolean | undefined;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0n ? undefined : left / right),
  '%': (left, right) => (right === 0n ? undefined : left % right),
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => (right < 0n || right > 63n ? undefined : left << right),
  '>>': (left, right) => (right < 0n || right > 63n ? undefined : left >> right),
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '&&': (left, right) => left !== 0n && right !== 0n,
  '||': (left, right) => left !== 0n || right !== 0n,
};

async function binary(
  ast: Extract<Ast, { kind: 'binary' }>,
  scope: EvaluationScope,
): Promise<Evaluated> {
  const left = await evaluate(ast.left, scope);
  if (left.problem !== undefined) return left;
  const leftNumber = await numberOf(left.value, scope.format);
  const right = await numberFrom(ast.right, scope);
  if (typeof right === 'string') return { problem: right };
  if (leftNumber === undefined) return { problem: `${left.value.type.name} is no number` };
  const { type } = left.value;
  // A pointer moves by whole elements.
  const scale = type.kind === 'pointer' ? BigInt(Math.max(1, type.target().size)) : 1n;
  const isMove = ast.operator === '+' || ast.operator === '-';
  const result = OPERATIONS[ast.operator]?.(leftNumber, isMove ? right * scale : right);
  if (result === undefined) return { problem: `"${ast.operator}" has no result for these numbers` };
  const number = typeof result === 'boolean' ? (result ? 1n : 0n) : result;
  return { value: constant(number, type.kind === 'pointer' && isMove ? type : LONG) };
}

async function numberFrom(ast: Ast, scope: EvaluationScope): Promise<bigint | string> {
  const evaluated = await evaluate(ast, scope);
  if (evaluated.problem !== undefined) return evaluated.problem;
  const number = await numberOf(evaluated.value, scope.format);
  return number ?? `${evaluated.value.type.name} is no number`;
}

function constant(value: bigint, type: CType): Value {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  return { type, place: { kind: 'bytes', bytes } };
}
