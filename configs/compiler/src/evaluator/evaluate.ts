// SPDX-License-Identifier: MIT
// The value of a constant expression. Undefined means that there is none and
// that its problem has been reported.
import type { Expr } from '../parser/ast.js';
import { badNumber, notConstant, unsupported } from '../problems.js';
import type { Semantics } from '../semantics.js';
import { integers, sizeOf } from '../types.js';
import type { CType, IntegerType, PointerType } from '../types.js';
import { addressOf, contentOf, pointerValue } from './address.js';
import { evaluateBuiltin } from './builtins.js';
import { commonType, convert, isScalar, wrap } from './integers.js';
import type { Value } from './integers.js';
import { characterValue, literalType, parseInteger } from './literal.js';
import { applyBinary, applyUnary, isTrue } from './operators.js';
import { commonFloat, isReal, parseReal, realOf, truncate } from './reals.js';
import type { Constant } from './reals.js';
import {
  chosenOf,
  hasSameTypes,
  offsetOfMember,
  resolveName,
  sizeOfOperand,
  typeOf,
} from './type-of.js';

/** An integer or an address; a real number is a problem. */
export function evaluate(expr: Expr, semantics: Semantics): Value | undefined {
  const constant = evaluateConstant(expr, semantics);
  if (constant === undefined || !isReal(constant)) return constant;
  semantics.problems.add(notConstant(expr, 'A number with a fraction'));
  return undefined;
}

/** As bounds, widths and enumerators want it: an integer, no address. */
export function evaluateInteger(
  expr: Expr,
  semantics: Semantics,
): { readonly type: IntegerType; readonly value: bigint } | undefined {
  const constant = evaluate(expr, semantics);
  if (constant === undefined) return undefined;
  const { type, value, base } = constant;
  if (type.kind === 'integer' && base === undefined) return { type, value };
  semantics.problems.add(notConstant(expr, 'An address'));
  return undefined;
}

/** As an initialiser sees it: const objects that are defined above have values, too. */
export function evaluateInitializer(expr: Expr, semantics: Semantics): Constant | undefined {
  const { readsObjects } = semantics;
  semantics.readsObjects = true;
  const constant = evaluateConstant(expr, semantics);
  semantics.readsObjects = readsObjects;
  return constant;
}

function evaluateConstant(expr: Expr, semantics: Semantics): Constant | undefined {
  switch (expr.kind) {
    case 'number':
      return number(expr, semantics);
    case 'character':
      return characterValue(expr.token.text, semantics.target);
    case 'name':
      return constantName(expr, semantics);
    case 'unary':
      return unary(expr, semantics);
    case 'binary':
      return binary(expr, semantics);
    case 'conditional':
      return conditional(expr, semantics);
    case 'cast':
      return cast(expr, semantics);
    case 'type-size':
    case 'value-size':
      return sized(sizeOfOperand(expr, semantics), semantics);
    case 'offset-of':
      return sized(offsetOfMember(expr, semantics, evaluate), semantics);
    case 'same-types':
      return { type: integers.int, value: hasSameTypes(expr, semantics) ? 1n : 0n };
    case 'generic': {
      const chosen = chosenOf(expr, semantics);
      return chosen && evaluateConstant(chosen, semantics);
    }
    case 'builtin':
      return evaluateBuiltin(expr, semantics, evaluateConstant);
    case 'string':
    case 'member':
    case 'index':
      return content(expr, semantics);
    case 'call':
      typeOf(expr, semantics);
      return undefined;
    case 'compound':
      return compound(expr, semantics);
    case 'error':
      return undefined;
  }
}

type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>;

function sized(size: number | undefined, { target }: Semantics): Value | undefined {
  return size === undefined ? undefined : { type: target.size, value: BigInt(size) };
}

function number(
  { token }: ExprOf<'number' | 'character'>,
  { problems, target }: Semantics,
): Constant | undefined {
  const literal = parseInteger(token.text);
  if (typeof literal !== 'string') {
    return { type: literalType(literal, target), value: literal.value };
  }
  const real = parseReal(token.text, target.longDoubleSize);
  if (real === undefined) problems.add(badNumber(token, literal));
  return real;
}

function constantName(expr: ExprOf<'name'>, semantics: Semantics): Constant | undefined {
  const constant = semantics.constants.get(expr.name.text);
  if (constant === undefined) return content(expr, semantics);
  semantics.references.add(expr.name, constant.definition);
  return constant.what;
}

/** An array becomes a pointer; of const objects the content is known. */
function content(
  expr: ExprOf<'name' | 'member' | 'index' | 'unary' | 'string'>,
  semantics: Semantics,
): Constant | undefined {
  if (!resolveName(expr, semantics)) return undefined;
  const address = addressOf(expr, semantics, evaluate);
  if (address === undefined) return undefined;
  const { type } = address;
  if (type.kind === 'array') return pointerValue(address, type.of, semantics);
  if (type.kind === 'function') return pointerValue(address, type, semantics);
  const value = isScalar(type) ? contentOf(address, semantics) : undefined;
  if (value === undefined || !isScalar(type)) {
    const what =
      expr.kind === 'name' ? `The object '${expr.name.text}'` : 'The content of an object';
    semantics.problems.add(notConstant(expr, what));
    return undefined;
  }
  if (type.kind !== 'float') return { type, value: wrap(value, type) };
  return realFrom(value, type);
}

function realFrom(raw: bigint, type: Extract<CType, { kind: 'float' }>): Constant {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, raw), true);
  return { type, real: type.size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true) };
}

/** GNU: a compound literal of a scalar type stands for its value. */
function compound(expr: ExprOf<'compound'>, semantics: Semantics): Constant | undefined {
  const type = semantics.resolveTypeName(expr.type);
  const [item] = expr.list.items;
  if (isScalar(type) && item?.value.kind === 'value' && expr.list.items.length === 1) {
    const value = evaluateConstant(item.value.expr, semantics);
    return value && converted(value, type);
  }
  if (type.kind !== 'error') semantics.problems.add(notConstant(expr, 'A compound literal'));
  return undefined;
}

function unary(expr: ExprOf<'unary'>, semantics: Semantics): Constant | undefined {
  const { text } = expr.operator;
  if (text === '&') {
    const address = addressOf(expr.operand, semantics, evaluate);
    if (address?.bits === undefined)
      return address && pointerValue(address, address.type, semantics);
    semantics.problems.add(unsupported(expr, 'The address of a bit-field'));
    return undefined;
  }
  if (text === '*') return content(expr, semantics);
  const operand = evaluateConstant(expr.operand, semantics);
  return operand && applyUnary(expr, operand, semantics);
}

function binary(expr: ExprOf<'binary'>, semantics: Semantics): Constant | undefined {
  const operator = expr.operator.text;
  if (operator === '&&' || operator === '||') return logical(expr, semantics);
  const left = evaluateConstant(expr.left, semantics);
  const right = evaluateConstant(expr.right, semantics);
  if (left === undefined || right === undefined) return undefined;
  if (operator !== ',') return applyBinary(expr, left, right, semantics);
  if (semantics.unevaluated === 0) {
    semantics.problems.add(notConstant(expr, 'A list of expressions with commas'));
    return undefined;
  }
  return right;
}

function logical(expr: ExprOf<'binary'>, semantics: Semantics): Value | undefined {
  const isAnd = expr.operator.text === '&&';
  const left = evaluateConstant(expr.left, semantics);
  const decides = left !== undefined && isTrue(left) !== isAnd;
  const right = quietly(decides, semantics, () => evaluateConstant(expr.right, semantics));
  if (left === undefined || right === undefined) return undefined;
  const result = isAnd ? isTrue(left) && isTrue(right) : isTrue(left) || isTrue(right);
  return { type: integers.int, value: result ? 1n : 0n };
}

function quietly<T>(isQuiet: boolean, semantics: Semantics, work: () => T): T {
  if (isQuiet) semantics.unevaluated++;
  const result = work();
  if (isQuiet) semantics.unevaluated--;
  return result;
}

function conditional(expr: ExprOf<'conditional'>, semantics: Semantics): Constant | undefined {
  const condition = evaluateConstant(expr.condition, semantics);
  const isFalse = condition !== undefined && !isTrue(condition);
  const yesExpr = expr.yes;
  const yes =
    yesExpr === undefined
      ? condition
      : quietly(isFalse, semantics, () => evaluateConstant(yesExpr, semantics));
  const no = quietly(!isFalse, semantics, () => evaluateConstant(expr.no, semantics));
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  const chosen = isFalse ? no : yes;
  const float = commonFloat(yes.type, no.type);
  if (float !== undefined) return realOf(chosen, float);
  if (isReal(chosen) || yes.type.kind !== 'integer' || no.type.kind !== 'integer') {
    return pointerOf(chosen, yes, no);
  }
  return convert(chosen, commonType(yes.type, no.type));
}

/** `c ? 0 : pointer` has the pointer's type. */
function pointerOf(chosen: Constant, yes: Constant, no: Constant): Constant {
  if (isReal(chosen) || chosen.type.kind === 'pointer') return chosen;
  const pointer = [yes.type, no.type].find((type): type is PointerType => type.kind === 'pointer');
  return pointer === undefined ? chosen : convert(chosen, pointer);
}

function cast(expr: ExprOf<'cast'>, semantics: Semantics): Constant | undefined {
  const type: CType = semantics.resolveTypeName(expr.type);
  const operand = evaluateConstant(expr.operand, semantics);
  if (operand === undefined || type.kind === 'error') return undefined;
  if (isScalar(type)) {
    const isCut = !isReal(operand) && operand.base !== undefined && isNarrow(type, semantics);
    if (!isCut) return converted(operand, type);
    semantics.problems.add(notConstant(expr, 'A part of an address'));
    return undefined;
  }
  semantics.problems.add(unsupported(expr, 'A value of this type'));
  return undefined;
}

function isNarrow(type: CType, { target }: Semantics): boolean {
  const isBool = type.kind === 'integer' && type.name === '_Bool';
  return !isBool && (sizeOf(type) ?? 0) < target.pointerSize;
}

/** As a cast or an assignment converts. */
export function converted(
  constant: Constant,
  type: Extract<CType, { kind: 'integer' | 'pointer' | 'float' }>,
): Constant {
  if (type.kind === 'float') return realOf(constant, type);
  if (!isReal(constant)) return convert(constant, type);
  if (type.kind === 'integer') return { type, value: truncate(constant.real, type) };
  return { type, value: wrap(BigInt(Math.trunc(constant.real) || 0), type) };
}
