// SPDX-License-Identifier: MIT
// Addresses that are constants: members behind a constant pointer, as in
// `&((struct s *)0)->member`. Addresses of objects are known to a linker only.
import type { Expr } from '../parser/ast.js';
import { notConstant, unsupported } from '../problems.js';
import type { Semantics } from '../semantics.js';
import { sizeOf } from '../types.js';
import type { CType } from '../types.js';
import type { Value } from './integers.js';
import { memberNamed, resolveName } from './type-of.js';

export interface Address {
  readonly type: CType;
  readonly value: bigint;
}

type Evaluate = (expr: Expr, semantics: Semantics) => Value | undefined;

/** Where an lvalue lies; undefined after a problem. */
export function addressOf(
  expr: Expr,
  semantics: Semantics,
  evaluate: Evaluate,
): Address | undefined {
  if (expr.kind === 'member') {
    const base = expr.isArrow
      ? pointee(expr.object, semantics, evaluate)
      : addressOf(expr.object, semantics, evaluate);
    const way = base && memberNamed(base.type, expr.name, semantics);
    const last = way?.at(-1);
    if (base === undefined || way === undefined || last === undefined) return undefined;
    const offset = way.reduce((sum, member) => sum + member.offset, 0);
    return { type: last.type, value: base.value + BigInt(offset) };
  }
  if (expr.kind === 'index') {
    const base = addressOf(expr.object, semantics, evaluate);
    const index = evaluate(expr.index, semantics);
    const element = base?.type.kind === 'array' ? base.type.of : undefined;
    if (base === undefined || index === undefined || element === undefined) return undefined;
    return { type: element, value: base.value + index.value * BigInt(sizeOf(element) ?? 0) };
  }
  if (expr.kind === 'unary' && expr.operator.text === '*') {
    return pointee(expr.operand, semantics, evaluate);
  }
  if (resolveName(expr, semantics)) {
    semantics.problems.add(unsupported(expr, 'The address of an object'));
  }
  return undefined;
}

function pointee(expr: Expr, semantics: Semantics, evaluate: Evaluate): Address | undefined {
  const pointer = evaluate(expr, semantics);
  if (pointer === undefined) return undefined;
  if (pointer.type.kind === 'pointer') return { type: pointer.type.to, value: pointer.value };
  semantics.problems.add(notConstant(expr, 'An integer without a pointer type'));
  return undefined;
}
