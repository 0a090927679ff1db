// SPDX-License-Identifier: MIT
// Places in objects and behind constant pointers, as in `config.cpus`,
// `&((struct s *)0)->member` and `names[2]` of a const array.
import type { Expr } from '../parser/ast.js';
import { notConstant, tooMuch, unsupported } from '../problems.js';
import type { DeclaredObject, Semantics } from '../semantics.js';
import { pointerTo, sizeOf } from '../types.js';
import type { CType, Member } from '../types.js';
import type { Value } from './integers.js';
import { stringValue } from './literal.js';
import { memberNamed, resolveName, typeOf } from './type-of.js';

export interface Address {
  readonly type: CType;
  readonly value: bigint;
  readonly base?: DeclaredObject;
  readonly bits?: Member['bits'];
  /** Not through a pointer: the content of a const object is constant only there. */
  readonly isDirect: boolean;
}

type Evaluate = (expr: Expr, semantics: Semantics) => Value | undefined;

/** Where an lvalue lies; undefined after a problem. */
export function addressOf(
  expr: Expr,
  semantics: Semantics,
  evaluate: Evaluate,
): Address | undefined {
  switch (expr.kind) {
    case 'name':
      return addressOfName(expr, semantics);
    case 'string': {
      const first = expr.parts[0];
      const { type, units } = stringValue(
        expr.parts.map(({ text }) => text),
        semantics.target,
      );
      const array = typeOf(expr, semantics);
      if (first === undefined || type.size !== 1) return undefined;
      const content = { bytes: new Uint8Array([...units, 0]) };
      const base: DeclaredObject = { definition: first, what: array, content };
      return { type: array, value: 0n, base, isDirect: true };
    }
    case 'member':
      return addressOfMember(expr, semantics, evaluate);
    case 'index':
      return addressOfElement(expr, semantics, evaluate);
    case 'unary':
      if (expr.operator.text === '*') return pointee(expr.operand, semantics, evaluate);
      break;
    default:
  }
  if (resolveName(expr, semantics)) {
    semantics.problems.add(unsupported(expr, 'The address of this value'));
  }
  return undefined;
}

type ExprOf<Kind extends Expr['kind']> = Extract<Expr, { kind: Kind }>;

function addressOfName(expr: ExprOf<'name'>, semantics: Semantics): Address | undefined {
  if (!resolveName(expr, semantics)) return undefined;
  const base = semantics.objects.get(expr.name.text);
  if (base !== undefined && !semantics.constants.has(expr.name.text)) {
    return { type: base.what, value: 0n, base, isDirect: true };
  }
  semantics.problems.add(notConstant(expr, 'The address of a constant'));
  return undefined;
}

function addressOfMember(
  expr: ExprOf<'member'>,
  semantics: Semantics,
  evaluate: Evaluate,
): Address | undefined {
  const base = expr.isArrow
    ? pointee(expr.object, semantics, evaluate)
    : addressOf(expr.object, semantics, evaluate);
  const way = base && memberNamed(base.type, expr.name, semantics);
  const last = way?.at(-1);
  if (base === undefined || way === undefined || last === undefined) return undefined;
  const offset = way.reduce((sum, member) => sum + member.offset, 0);
  return {
    ...base,
    type: last.type,
    value: base.value + BigInt(offset),
    bits: last.bits,
  };
}

function addressOfElement(
  expr: ExprOf<'index'>,
  semantics: Semantics,
  evaluate: Evaluate,
): Address | undefined {
  const object = typeOf(expr.object, semantics);
  const base =
    object.kind === 'array'
      ? addressOf(expr.object, semantics, evaluate)
      : pointee(expr.object, semantics, evaluate);
  const index = evaluate(expr.index, semantics);
  if (base === undefined || index === undefined) return undefined;
  const element = base.type.kind === 'array' && object.kind === 'array' ? base.type.of : base.type;
  const size = sizeOf(element) ?? 0;
  const offset = index.value * BigInt(size);
  if (offset !== BigInt.asIntN(64, offset)) {
    semantics.problems.add(tooMuch(expr.index, 'This index'));
    return undefined;
  }
  return { ...base, type: element, value: base.value + offset };
}

/** What a pointer points to; `*&x` is x itself. */
function pointee(expr: Expr, semantics: Semantics, evaluate: Evaluate): Address | undefined {
  if (expr.kind === 'unary' && expr.operator.text === '&') {
    return addressOf(expr.operand, semantics, evaluate);
  }
  const pointer = evaluate(expr, semantics);
  if (pointer === undefined) return undefined;
  const { value, base } = pointer;
  if (pointer.type.kind === 'pointer') {
    return { type: pointer.type.to, value, ...(base && { base }), isDirect: false };
  }
  semantics.problems.add(notConstant(expr, 'An integer without a pointer type'));
  return undefined;
}

/** The pointer that `&` gives, or that an array becomes. */
export function pointerValue({ value, base }: Address, to: CType, semantics: Semantics): Value {
  const type = pointerTo(to, semantics.target.pointerSize);
  return { type, value, ...(base && { base }) };
}

/** The bytes at an address; undefined unless they are constant. */
export function contentOf(address: Address, semantics: Semantics): bigint | undefined {
  const { base, type, bits, isDirect } = address;
  const bytes = base?.content?.bytes;
  const size = sizeOf(type) ?? 0;
  if (bytes === undefined || !isDirect || !semantics.readsObjects) return undefined;
  const start = Number(address.value);
  const length = bits === undefined ? size : (bits.shift + bits.width + 7) >> 3;
  if (address.value < 0n || start + length > bytes.length) return undefined;
  let raw = 0n;
  for (let i = length - 1; i >= 0; i--) raw = (raw << 8n) | BigInt(bytes[start + i] ?? 0);
  if (bits === undefined) return raw;
  const field = BigInt.asUintN(bits.width, raw >> BigInt(bits.shift));
  const isSigned = type.kind === 'integer' && type.signed;
  return isSigned ? BigInt.asIntN(bits.width, field) : field;
}
