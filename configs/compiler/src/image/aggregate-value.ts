// SPDX-License-Identifier: MIT
// Expressions that initialise a whole struct or array: GNU's compound literals
// of the same type, and const objects that are defined above.
import type { Expr } from '../parser/ast.js';
import type { Semantics } from '../semantics.js';
import { isCompatible, isSameRecord, sizeOf } from '../types.js';
import type { CType } from '../types.js';

/** Whether an expression is a value of a record or array type. */
export function isAggregateFor(type: CType, expr: Expr, semantics: Semantics): boolean {
  if (expr.kind === 'name') return copyOf(type, expr, semantics) !== undefined;
  if (expr.kind !== 'compound') return false;
  const own = semantics.resolveTypeName(expr.type);
  if (type.kind !== 'array' || own.kind !== 'array') return isSameRecord(own, type);
  return isCompatible(semantics.completeArray(own, expr.list), type);
}

/** The bytes of the const object that is named; undefined if there is none of this type. */
export function copyOf(type: CType, expr: Expr, semantics: Semantics): Uint8Array | undefined {
  if (expr.kind !== 'name' || type.kind !== 'record') return undefined;
  const object = semantics.objects.get(expr.name.text);
  if (object?.content === undefined || !isSameRecord(object.what, type)) return undefined;
  return object.content.bytes.subarray(0, sizeOf(type));
}
