// SPDX-License-Identifier: MIT
// The value of a constant expression. Undefined means that there is none and
// that its problem has been reported.
import type { Expr } from '../parser/ast.js';
import {
  badNumber,
  divisionByZero,
  integerOverflow,
  notConstant,
  shiftRange,
  unsupported,
} from '../problems.js';
import type { TokenSpan } from '../problems.js';
import type { Semantics } from '../semantics.js';
import { integers, nestingOf } from '../types.js';
import type { CType, IntegerType } from '../types.js';
import { addressOf } from './address.js';
import {
  arithmetic,
  commonType,
  comparison,
  convert,
  isScalar,
  literalType,
  promote,
  wrap,
} from './integers.js';
import type { Value } from './integers.js';
import { characterValue, parseInteger } from './literal.js';
import { offsetOfMember, resolveName, sizeOfOperand, typeOf } from './type-of.js';

/** The value of a constant expression. */
export function evaluate(expr: Expr, semantics: Semantics): Value | undefined {
  switch (expr.kind) {
    case 'number':
      return number(expr, semantics);
    case 'character':
      return { type: integers.int, value: characterValue(expr.token.text) };
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
      return sized(sizeOfOperand(expr, semantics));
    case 'offset-of':
      return sized(offsetOfMember(expr, semantics, evaluate));
    case 'string':
      semantics.problems.add(unsupported(expr, 'The address of a string'));
      return undefined;
    case 'member':
    case 'index':
      resolveName(expr, semantics);
      semantics.problems.add(notConstant(expr, 'The content of an object'));
      return undefined;
    case 'call':
      typeOf(expr, semantics);
      return undefined;
    case 'compound':
      semantics.problems.add(notConstant(expr, 'A compound literal'));
      return undefined;
    case 'error':
      return undefined;
  }
}

type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>;

function sized(size: number | undefined): Value | undefined {
  return size === undefined ? undefined : { type: integers.ulong, value: BigInt(size) };
}

function number(
  { token }: ExprOf<'number' | 'character'>,
  { problems }: Semantics,
): Value | undefined {
  const literal = parseInteger(token.text);
  if (typeof literal === 'string') {
    problems.add(badNumber(token, literal));
    return undefined;
  }
  return { type: literalType(literal), value: literal.value };
}

function constantName(expr: ExprOf<'name'>, semantics: Semantics): Value | undefined {
  const constant = semantics.constants.get(expr.name.text);
  if (constant !== undefined) {
    semantics.references.add(expr.name, constant.definition);
    return constant.what;
  }
  if (resolveName(expr, semantics)) {
    semantics.problems.add(notConstant(expr, `The object '${expr.name.text}'`));
  }
  return undefined;
}

/** Both the value and a promise that it is an integer. */
function evaluateInteger(
  expr: Expr,
  semantics: Semantics,
): { type: IntegerType; value: bigint } | undefined {
  const value = evaluate(expr, semantics);
  if (value === undefined) return undefined;
  if (value.type.kind === 'integer') return { type: value.type, value: value.value };
  semantics.problems.add(notConstant(expr, 'An address'));
  return undefined;
}

function unary(expr: ExprOf<'unary'>, semantics: Semantics): Value | undefined {
  const { text } = expr.operator;
  if (text === '&') {
    const address = addressOf(expr.operand, semantics, evaluate);
    return (
      address && {
        type: { kind: 'pointer', to: address.type, nesting: nestingOf(address.type) + 1 },
        value: address.value,
      }
    );
  }
  if (text === '*') {
    semantics.problems.add(notConstant(expr, 'The content of memory'));
    return undefined;
  }
  const operand = evaluateInteger(expr.operand, semantics);
  if (operand === undefined) return undefined;
  if (text === '!') return { type: integers.int, value: operand.value === 0n ? 1n : 0n };
  const type = promote(operand.type);
  if (text === '+') return { type, value: operand.value };
  if (text === '~') return { type, value: wrap(~operand.value, type) };
  return wrapped(-operand.value, type, expr, semantics);
}

/** Wraps a result; a signed one that does not fit is a mistake. */
function wrapped(value: bigint, type: IntegerType, at: TokenSpan, semantics: Semantics): Value {
  const kept = wrap(value, type);
  if (type.signed && kept !== value && semantics.unevaluated === 0) {
    semantics.problems.add(integerOverflow(at, type.name));
  }
  return { type, value: kept };
}

function binary(expr: ExprOf<'binary'>, semantics: Semantics): Value | undefined {
  const operator = expr.operator.text;
  if (operator === '&&' || operator === '||') return logical(expr, semantics);
  const left = evaluateInteger(expr.left, semantics);
  const right = evaluateInteger(expr.right, semantics);
  if (left === undefined || right === undefined) return undefined;
  if (operator === '<<' || operator === '>>') return shift(expr, left, right, semantics);
  const type = commonType(left.type, right.type);
  const a = wrap(left.value, type);
  const b = wrap(right.value, type);
  const truth = comparison(operator, a, b);
  if (truth !== undefined) return { type: integers.int, value: truth ? 1n : 0n };
  const result = arithmetic(operator, a, b);
  if (result !== undefined) return wrapped(result, type, expr, semantics);
  if (semantics.unevaluated > 0) return { type, value: 0n };
  semantics.problems.add(divisionByZero(expr.right));
  return undefined;
}

function logical(expr: ExprOf<'binary'>, semantics: Semantics): Value | undefined {
  const left = evaluate(expr.left, semantics);
  const decides =
    expr.operator.text === '&&' ? left?.value === 0n : left !== undefined && left.value !== 0n;
  const right = quietly(decides, semantics, () => evaluate(expr.right, semantics));
  if (left === undefined || right === undefined) return undefined;
  const isTrue =
    expr.operator.text === '&&'
      ? left.value !== 0n && right.value !== 0n
      : left.value !== 0n || right.value !== 0n;
  return { type: integers.int, value: isTrue ? 1n : 0n };
}

function quietly<T>(isQuiet: boolean, semantics: Semantics, work: () => T): T {
  if (isQuiet) semantics.unevaluated++;
  const result = work();
  if (isQuiet) semantics.unevaluated--;
  return result;
}

function shift(
  expr: ExprOf<'binary'>,
  left: { type: IntegerType; value: bigint },
  right: { value: bigint },
  semantics: Semantics,
): Value {
  const type = promote(left.type);
  const bits = type.size * 8;
  const count = right.value;
  if ((count < 0n || count >= BigInt(bits)) && semantics.unevaluated === 0) {
    semantics.problems.add(shiftRange(expr, count, bits));
  }
  if (count < 0n || count >= BigInt(bits)) return { type, value: 0n };
  // GCC defines a shift into the sign bit; it is how (1 << 31) is written.
  const shifted = expr.operator.text === '<<' ? left.value << count : left.value >> count;
  return { type, value: wrap(shifted, type) };
}

function conditional(expr: ExprOf<'conditional'>, semantics: Semantics): Value | undefined {
  const condition = evaluate(expr.condition, semantics);
  const isFalse = condition?.value === 0n;
  const yesExpr = expr.yes;
  const yes =
    yesExpr === undefined
      ? condition
      : quietly(isFalse, semantics, () => evaluate(yesExpr, semantics));
  const no = quietly(!isFalse, semantics, () => evaluate(expr.no, semantics));
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  const chosen = isFalse ? no : yes;
  if (yes.type.kind !== 'integer' || no.type.kind !== 'integer') return chosen;
  return convert(chosen, commonType(yes.type, no.type));
}

function cast(expr: ExprOf<'cast'>, semantics: Semantics): Value | undefined {
  const type: CType = semantics.resolveTypeName(expr.type);
  const operand = evaluate(expr.operand, semantics);
  if (operand === undefined || type.kind === 'error') return undefined;
  if (isScalar(type)) return convert(operand, type);
  semantics.problems.add(unsupported(expr, 'A value of this type'));
  return undefined;
}
