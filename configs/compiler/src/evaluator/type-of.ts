// SPDX-License-Identifier: MIT
// The type of an expression, as sizeof needs it: nothing is computed.
import { nearestName } from '../nearest-name.js';
import type { Designator, Expr } from '../parser/ast.js';
import {
  badNumber,
  designatorMismatch,
  incompleteType,
  notConstant,
  unknownField,
  unknownName,
  unsupported,
} from '../problems.js';
import { suggestName } from '../semantics.js';
import type { Semantics } from '../semantics.js';
import type { Token } from '../token.js';
import {
  alignOf,
  errorType,
  findMember,
  integers,
  isCompatible,
  namedMembers,
  pointerTo,
  sizeOf,
  tagOf,
  typeText,
} from '../types.js';
import type { CType, FloatType, IntegerType, Member, RecordType } from '../types.js';
import { typeOfBuiltin } from './builtins.js';
import { commonType, promote } from './integers.js';
import type { Value } from './integers.js';
import { characterValue, literalType, parseInteger, stringValue } from './literal.js';
import { commonFloat, parseReal } from './reals.js';

type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>;
type Evaluate = (expr: Expr, semantics: Semantics) => Value | undefined;

/** The type, or the error type after a problem has been reported. */
export function typeOf(expr: Expr, semantics: Semantics): CType {
  switch (expr.kind) {
    case 'number': {
      const literal = parseInteger(expr.token.text);
      if (typeof literal !== 'string') return literalType(literal, semantics.target);
      const real = parseReal(expr.token.text, semantics.target.longDoubleSize);
      if (real === undefined) semantics.problems.add(badNumber(expr.token, literal));
      return real?.type ?? errorType;
    }
    case 'character':
      return characterValue(expr.token.text, semantics.target).type;
    case 'string': {
      const texts = expr.parts.map(({ text }) => text);
      const { type, units } = stringValue(texts, semantics.target);
      return { kind: 'array', of: type, nesting: 1, count: units.length + 1 };
    }
    case 'name':
      return typeOfName(expr, semantics);
    case 'unary':
      return typeOfUnary(expr, semantics);
    case 'binary':
      return typeOfBinary(expr, semantics);
    case 'conditional':
      return typeOfConditional(expr, semantics);
    case 'cast':
      return semantics.resolveTypeName(expr.type);
    case 'compound':
      return semantics.completeArray(semantics.resolveTypeName(expr.type), expr.list);
    case 'type-size':
    case 'value-size':
    case 'offset-of':
      return semantics.target.size;
    case 'same-types':
      return integers.int;
    case 'generic': {
      const chosen = chosenOf(expr, semantics);
      return chosen === undefined ? errorType : typeOf(chosen, semantics);
    }
    case 'builtin':
      return typeOfCompilerFunction(expr, semantics);
    case 'member':
      return typeOfMember(expr, semantics);
    case 'index':
      return elementType(typeOf(expr.object, semantics));
    case 'call':
      return typeOfCall(expr, semantics);
    case 'error':
      return errorType;
  }
}

function typeOfCompilerFunction(expr: ExprOf<'builtin'>, semantics: Semantics): CType {
  const type = typeOfBuiltin(expr, semantics);
  if (type !== undefined) return 'first' in type ? typeOf(type, semantics) : type;
  semantics.problems.add(unsupported(expr, `A call of ${expr.name.text}`));
  return errorType;
}

/** The common type of both; a pointer wins over 0, an array becomes a pointer. */
function typeOfConditional(expr: ExprOf<'conditional'>, semantics: Semantics): CType {
  const yes = decayed(typeOf(expr.yes ?? expr.condition, semantics), semantics);
  const no = decayed(typeOf(expr.no, semantics), semantics);
  return commonOf(yes, no) ?? (yes.kind === 'pointer' ? yes : no);
}

/** The type of a sum; undefined if one is no number. */
function commonOf(a: CType, b: CType): CType | undefined {
  if (a.kind === 'integer' && b.kind === 'integer') return commonType(a, b);
  if (!isNumber(a) || !isNumber(b)) return undefined;
  return commonFloat(a, b);
}

function isNumber(type: CType): type is IntegerType | FloatType {
  return type.kind === 'integer' || type.kind === 'float';
}

function decayed(type: CType, { target }: Semantics): CType {
  if (type.kind === 'array') return pointerTo(type.of, target.pointerSize);
  return type.kind === 'function' ? pointerTo(type, target.pointerSize) : type;
}

/** __builtin_types_compatible_p: the same but for qualifiers and unknown bounds. */
export function hasSameTypes({ types }: ExprOf<'same-types'>, semantics: Semantics): boolean {
  const [a, b] = types.map((type) => semantics.resolveTypeName(type));
  return a !== undefined && b !== undefined && isCompatible(a, b);
}

/** The expression that _Generic stands for; undefined after a problem. */
export function chosenOf(expr: ExprOf<'generic'>, semantics: Semantics): Expr | undefined {
  const control = decayed(typeOf(expr.control, semantics), semantics);
  if (control.kind === 'error') return undefined;
  const chosen =
    expr.choices.find(
      ({ type }) => type && isCompatible(control, semantics.resolveTypeName(type)),
    ) ?? expr.choices.find(({ type }) => type === undefined);
  if (chosen !== undefined) return chosen.value;
  semantics.problems.add(unsupported(expr, `_Generic without a choice for '${typeText(control)}'`));
  return undefined;
}

/** What looks like a call of something unknown was meant for a macro. */
function typeOfCall(expr: ExprOf<'call'>, semantics: Semantics): CType {
  const { callee } = expr;
  const isMacro = callee.kind === 'name' && !semantics.objects.has(callee.name.text);
  if (isMacro) return typeOfName(callee, semantics);
  if (callee.kind !== 'error') semantics.problems.add(unsupported(expr, 'A function call'));
  return errorType;
}

function typeOfName({ name }: ExprOf<'name'>, semantics: Semantics): CType {
  const constant = semantics.constants.get(name.text);
  const object = semantics.objects.get(name.text);
  const definition = (constant ?? object)?.definition;
  if (definition === undefined) {
    const { problems } = semantics;
    const isTold = !problems.leavesOut('undeclared-identifier');
    problems.addUnknown(name, () =>
      unknownName(name, isTold ? suggestName(name.text, semantics) : undefined),
    );
    return errorType;
  }
  semantics.references.add(name, definition);
  return constant?.what.type ?? object?.what ?? errorType;
}

/** Reports names that are unknown; true if the expression makes sense. */
export function resolveName(expr: Expr, semantics: Semantics): boolean {
  return typeOf(expr, semantics).kind !== 'error';
}

function elementType(type: CType): CType {
  if (type.kind === 'array') return type.of;
  return type.kind === 'pointer' ? type.to : errorType;
}

function typeOfUnary({ operator, operand }: ExprOf<'unary'>, semantics: Semantics): CType {
  const type = typeOf(operand, semantics);
  if (operator.text === '&') return pointerTo(type, semantics.target.pointerSize);
  if (operator.text === '*') return elementType(type);
  if (operator.text === '!') return integers.int;
  return type.kind === 'integer' ? promote(type) : type;
}

function typeOfBinary({ operator, left, right }: ExprOf<'binary'>, semantics: Semantics): CType {
  const a = decayed(typeOf(left, semantics), semantics);
  const b = decayed(typeOf(right, semantics), semantics);
  if (operator.text === ',') return b;
  if (['&&', '||', '==', '!=', '<', '>', '<=', '>='].includes(operator.text)) return integers.int;
  const isShift = operator.text === '<<' || operator.text === '>>';
  if (isShift && a.kind === 'integer') return promote(a);
  if (a.kind === 'pointer' && b.kind === 'pointer') return semantics.target.difference;
  return commonOf(a, b) ?? (b.kind === 'pointer' ? b : a);
}

function typeOfMember(expr: ExprOf<'member'>, semantics: Semantics): CType {
  const object = typeOf(expr.object, semantics);
  const record = expr.isArrow ? elementType(object) : object;
  return memberNamed(record, expr.name, semantics)?.at(-1)?.type ?? errorType;
}

/** The way to a member, with its reference; a problem if there is none. */
export function memberNamed(
  type: CType,
  name: Token,
  semantics: Semantics,
): readonly Member[] | undefined {
  if (type.kind === 'error') return undefined;
  if (type.kind !== 'record') {
    semantics.problems.add(unknownField(name, `A value of type '${typeText(type)}'`, undefined));
    return undefined;
  }
  // That the type is incomplete has been said where it was used.
  if (type.body === undefined) return undefined;
  const way = findMember(type, name.text);
  const definition = way?.at(-1)?.name;
  if (definition === undefined) {
    semantics.problems.add(
      unknownField(name, `'${typeText(type)}'`, nearestField(type, name.text)),
    );
    return undefined;
  }
  semantics.references.add(name, definition);
  return way;
}

function nearestField(type: RecordType, name: string): string | undefined {
  return nearestName(
    name,
    namedMembers(type).flatMap((member) => member.name?.text ?? []),
  );
}

/** sizeof and _Alignof. */
export function sizeOfOperand(
  expr: ExprOf<'type-size'> | ExprOf<'value-size'>,
  semantics: Semantics,
): number | undefined {
  const type =
    expr.kind === 'type-size'
      ? semantics.resolveTypeName(expr.type)
      : typeOf(expr.operand, semantics);
  if (type.kind === 'error') return undefined;
  const isOpen = type.kind === 'array' && type.isFlexible === true;
  const size = expr.isAlignment ? alignOf(type) : isOpen ? undefined : sizeOf(type);
  if (size === undefined) {
    semantics.problems.addUnknown(tagOf(type), () => incompleteType(expr, typeText(type)));
  }
  return size;
}

/** offsetof, through members and constant indexes. */
export function offsetOfMember(
  expr: ExprOf<'offset-of'>,
  semantics: Semantics,
  evaluate: Evaluate,
): number | undefined {
  let type = semantics.resolveTypeName(expr.type);
  let offset = 0;
  for (const designator of expr.member) {
    const step = stepInto(type, designator, semantics, evaluate);
    if (step === undefined) return undefined;
    offset += step.offset;
    type = step.type;
  }
  return offset;
}

function stepInto(
  type: CType,
  designator: Designator,
  semantics: Semantics,
  evaluate: Evaluate,
): { offset: number; type: CType } | undefined {
  if (designator.kind === 'field') {
    const way = designator.name && memberNamed(type, designator.name, semantics);
    const last = way?.at(-1);
    if (way === undefined || last === undefined) return undefined;
    return { offset: way.reduce((sum, member) => sum + member.offset, 0), type: last.type };
  }
  const index = evaluate(designator.from, semantics);
  if (index === undefined) return undefined;
  const size = type.kind === 'array' ? sizeOf(type.of) : undefined;
  if (type.kind !== 'array' || size === undefined) {
    semantics.problems.add(designatorMismatch(designator, `'${typeText(type)}'`));
    return undefined;
  }
  const offset = Number(index.value) * size;
  if (Number.isSafeInteger(offset)) return { offset, type: type.of };
  semantics.problems.add(notConstant(designator, 'An index of this size'));
  return undefined;
}
