// SPDX-License-Identifier: MIT
// Specifiers and declarators to types; records are laid out as they are defined.
import { evaluateInteger } from '../evaluator/evaluate.js';
import { wrap } from '../evaluator/integers.js';
import { typeOf } from '../evaluator/type-of.js';
import { limits } from '../limits.js';
import { missingStruct } from '../name-problems.js';
import { nearestName } from '../nearest-name.js';
import type {
  Assertion,
  Attributes,
  Declarator,
  DeclaratorLayer,
  Expr,
  MemberDeclaration,
  Specifiers,
  TypeName,
  TypeSpecifier,
} from '../parser/ast.js';
import {
  assertionFailed,
  incompleteType,
  indexOutOfRange,
  notConstant,
  redefined,
  spanOf,
  tooDeep,
  tooMuch,
  unknownType,
  unsupported,
} from '../problems.js';
import type { MutableRecord, Semantics } from '../semantics.js';
import type { Target } from '../target.js';
import type { Token } from '../token.js';
import { enumerationOverflow } from '../type-problems.js';
import {
  alignOf,
  errorType,
  integers,
  nestingOf,
  pointerTo,
  sizeOf,
  tagOf,
  typeText,
  unsignedOf,
} from '../types.js';
import type { CType, IntegerType } from '../types.js';
import { basicType } from './basic-type.js';
import { placeMembers } from './place-members.js';
import type { MemberSpec } from './place-members.js';

type SpecifierOf<Kind extends TypeSpecifier['kind']> = Extract<TypeSpecifier, { kind: Kind }>;

/** The type that specifiers name; mode() changes it, aligned() belongs to what is declared. */
export function resolveSpecifiers({ type, attributes }: Specifiers, semantics: Semantics): CType {
  return withMode(resolveSpecifier(type, semantics), attributes, semantics);
}

export function resolveTypeName({ specifiers, declarator }: TypeName, semantics: Semantics): CType {
  return resolveDeclarator(declarator, resolveSpecifiers(specifiers, semantics), semantics);
}

/** Wrap a type in the layers of a declarator, from the outermost to the name. */
export function resolveDeclarator(
  { layers, attributes }: Declarator,
  base: CType,
  semantics: Semantics,
): CType {
  let type = base;
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i];
    if (layer !== undefined) type = applyLayer(layer, type, semantics);
  }
  return withMode(type, attributes, semantics);
}

function applyLayer(layer: DeclaratorLayer, type: CType, semantics: Semantics): CType {
  if (layer.kind === 'function') return { kind: 'function' };
  if (type.kind === 'error') return type;
  const nesting = nestingOf(type) + 1;
  if (nesting > limits.depth) {
    semantics.problems.add(tooDeep(layer.first));
    return errorType;
  }
  if (layer.kind === 'pointer') return pointerTo(type, semantics.target.pointerSize);
  const element = sizeOf(type);
  if (element === undefined) {
    semantics.problems.addUnknown(tagOf(type), () => incompleteType(layer, typeText(type)));
    return errorType;
  }
  if (layer.bound === undefined) return { kind: 'array', of: type, nesting };
  const { overflows } = semantics;
  const bound = evaluateInteger(layer.bound, semantics);
  if (bound === undefined) return errorType;
  if (semantics.overflows !== overflows) {
    semantics.problems.add(notConstant(layer.bound, 'A bound that overflows'));
    return errorType;
  }
  if (bound.value < 0n) {
    semantics.problems.add(indexOutOfRange(layer.bound, bound.value, 0));
    return errorType;
  }
  if (bound.value * BigInt(Math.max(element, 1)) > BigInt(limits.objectSize)) {
    semantics.problems.add(tooMuch(layer, 'This array'));
    return errorType;
  }
  const { first, last } = layer.bound;
  return { kind: 'array', of: type, nesting, count: Number(bound.value), bound: { first, last } };
}

/** The type of a typedef, whose aligned() may even lower the alignment. */
export function aliasType(
  type: CType,
  attributes: readonly Attributes[],
  semantics: Semantics,
): CType {
  const aligned = alignmentOf(attributes, semantics);
  if (aligned === undefined || type.kind === 'error') return type;
  return { ...type, alignment: aligned };
}

/** mode(QI) and its like replace the size of an integer. */
function withMode(type: CType, { mode, refused }: Attributes, semantics: Semantics): CType {
  if (refused !== undefined) {
    const what = `The attribute ${refused.text}`;
    semantics.problems.add(unsupported(spanOf(refused), what));
  }
  if (mode === undefined || type.kind !== 'integer') return type;
  const { schar, short, int, llong, int128 } = integers;
  const sized = [schar, short, int, llong, int128].find(({ size }) => size === mode);
  return sized === undefined ? type : type.signed ? sized : unsignedOf(sized);
}

function alignmentOf(attributes: readonly Attributes[], semantics: Semantics): number | undefined {
  const values = attributes.flatMap((one) => alignment(one, semantics) ?? []);
  return values.length === 0 ? undefined : Math.max(...values);
}

/** The strictest of several; undefined if there is none. */
function alignment({ aligned }: Attributes, semantics: Semantics): number | undefined {
  const values = aligned.map((item) => {
    if (item === 'most') return semantics.target.mostAligned;
    if (item.kind === 'type-name') return alignOf(resolveTypeName(item, semantics));
    return alignmentValue(item, semantics);
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function alignmentValue(expr: Expr, semantics: Semantics): number | undefined {
  const value = evaluateInteger(expr, semantics)?.value;
  if (value === undefined || value === 0n) return undefined;
  const isPower = value > 0n && (value & (value - 1n)) === 0n && value <= BigInt(limits.objectSize);
  if (isPower) return Number(value);
  semantics.problems.add(tooMuch(expr, 'An alignment that is no power of two, or one like this,'));
  return undefined;
}

function resolveSpecifier(type: TypeSpecifier, semantics: Semantics): CType {
  switch (type.kind) {
    case 'basic':
      return basicType(type.words, semantics.target, semantics.problems);
    case 'typedef': {
      const found = semantics.typedefs.get(type.name.text);
      if (found !== undefined) {
        semantics.references.add(type.name, found.definition);
        return found.what;
      }
      const record = semantics.tags.get(type.name.text)?.what;
      if (record !== undefined) {
        semantics.problems.add(missingStruct(type.name, record.isUnion ? 'union' : 'struct'));
        return record;
      }
      semantics.problems.addUnknown(type.name, () =>
        unknownType(type.name, nearestName(type.name.text, semantics.typedefs.keys())),
      );
      return errorType;
    }
    case 'record':
      return resolveRecord(type, semantics);
    case 'enum':
      return resolveEnum(type, semantics);
    case 'typeof-type':
      return resolveTypeName(type.type, semantics);
    case 'typeof-value':
      return typeOf(type.value, semantics);
    case 'error':
      return errorType;
  }
}

function resolveRecord(type: SpecifierOf<'record'>, semantics: Semantics): CType {
  const record = taggedRecord(type, semantics);
  if (type.members === undefined) return record;
  if (record.body !== undefined && type.tag !== undefined) {
    const earlier = semantics.tags.get(type.tag.text)?.definition ?? type.tag;
    semantics.problems.add(redefined(type.tag, earlier));
    return record;
  }
  const aligned = alignment(type.attributes, semantics);
  if (type.attributes.refused !== undefined) withMode(record, type.attributes, semantics);
  record.body = placeMembers({
    isUnion: type.isUnion,
    packed: type.attributes.packed,
    ...(type.pack !== undefined && { pack: type.pack }),
    unnamedAlign: semantics.target.unnamedBitFieldsAlign,
    ...(aligned !== undefined && { aligned }),
    members: memberSpecs(type.members, semantics),
  });
  if (record.body.size > limits.objectSize) {
    semantics.problems.add(tooMuch(spanOf(type.first), 'This type'));
    record.body = { ...record.body, members: [], size: 0 };
  }
  return record;
}

function taggedRecord(
  { tag, isUnion, members }: SpecifierOf<'record'>,
  semantics: Semantics,
): MutableRecord {
  const found = tag && semantics.tags.get(tag.text);
  if (tag !== undefined && found !== undefined) {
    if (members === undefined) semantics.references.add(tag, found.definition);
    else if (found.what.body === undefined)
      semantics.tags.set(tag.text, { ...found, definition: tag });
    return found.what;
  }
  const record: MutableRecord = { kind: 'record', isUnion, ...(tag && { tag }) };
  if (tag !== undefined) semantics.tags.set(tag.text, { definition: tag, what: record });
  return record;
}

function memberSpecs(members: readonly MemberDeclaration[], semantics: Semantics): MemberSpec[] {
  return members.flatMap((member): MemberSpec[] => {
    if (member.kind === 'assertion') {
      checkAssertion(member, semantics);
      return [];
    }
    const { specifiers, declarators } = member;
    const { packed } = specifiers.attributes;
    const base = resolveSpecifiers(specifiers, semantics);
    if (declarators.length === 0) {
      // Only a record without a tag is an anonymous member; else a type is declared.
      const isAnonymous = specifiers.type.kind === 'record' && specifiers.type.tag === undefined;
      const aligned = alignment(specifiers.attributes, semantics);
      const place = aligned === undefined ? {} : { aligned };
      return isAnonymous ? [{ type: base, packed, ...place }] : [];
    }
    return declarators.map(({ declarator, width, attributes }) => {
      const type = declarator === undefined ? base : memberType(declarator, base, semantics);
      const bits = width && bitWidth(width, type, semantics);
      const aligned = alignmentOf([specifiers.attributes, attributes], semantics);
      return {
        ...(declarator?.name && { name: declarator.name }),
        type,
        ...(bits !== undefined && { width: bits }),
        packed: packed || attributes.packed,
        ...((attributes.nonstring ?? specifiers.attributes.nonstring) && { nonstring: true }),
        ...(aligned !== undefined && { aligned }),
      };
    });
  });
}

/** Report an assertion that does not hold. */
export function checkAssertion(asserted: Assertion, semantics: Semantics): void {
  if (evaluateInteger(asserted.condition, semantics)?.value === 0n) {
    semantics.problems.add(assertionFailed(asserted, asserted.message));
  }
}

function memberType(declarator: Declarator, base: CType, semantics: Semantics): CType {
  const type = resolveDeclarator(declarator, base, semantics);
  if (type.kind === 'array' && type.count === undefined) {
    return { ...type, count: 0, isFlexible: true };
  }
  const { name } = declarator;
  if (sizeOf(type) === undefined && type.kind !== 'error' && name !== undefined) {
    semantics.problems.addUnknown(tagOf(type), () => incompleteType(spanOf(name), typeText(type)));
    // It may be completed by the record around it, which then would hold itself.
    return errorType;
  }
  return type;
}

function bitWidth(expr: Expr, type: CType, semantics: Semantics): number {
  const width = evaluateInteger(expr, semantics)?.value ?? 0n;
  const most = BigInt((sizeOf(type) ?? 8) * 8);
  if (width >= 0n && width <= most) return Number(width);
  semantics.problems.add(
    tooMuch(expr, `A width of ${width.toString()} bits for '${typeText(type)}'`),
  );
  return Number(most);
}

/** Constants count upwards from the one before; the type holds all of them. */
function resolveEnum(
  { tag, constants, attributes }: SpecifierOf<'enum'>,
  semantics: Semantics,
): CType {
  const found = tag && semantics.enumTags.get(tag.text);
  if (constants === undefined) {
    if (tag === undefined || found === undefined) return integers.uint;
    semantics.references.add(tag, found.definition);
    return found.what;
  }
  if (tag !== undefined && found !== undefined)
    semantics.problems.add(redefined(tag, found.definition));
  const values: [Token, bigint][] = [];
  let next = 0n;
  let counted: IntegerType = integers.int;
  for (const { name, value } of constants) {
    const given = value && evaluateInteger(value, semantics);
    if (given !== undefined) next = given.value;
    if (given !== undefined) counted = isInt(next) ? integers.int : given.type;
    else if (wrap(next, counted) !== next) {
      semantics.problems.add(enumerationOverflow(name, next, counted.name));
    }
    const earlier = semantics.constants.get(name.text);
    if (earlier !== undefined) semantics.problems.add(redefined(name, earlier.definition));
    values.push([name, next]);
    declareConstant(name, next, enumType([next], 4, semantics.target), semantics);
    next += 1n;
  }
  const all = values.map(([, value]) => value);
  const type = enumType(all, attributes.packed ? 1 : 4, semantics.target);
  for (const [name, value] of values) declareConstant(name, value, type, semantics);
  if (tag !== undefined) semantics.enumTags.set(tag.text, { definition: tag, what: type });
  return withMode(type, attributes, semantics);
}

/** What fits into int is one, whatever the type of the enumeration. */
function declareConstant(
  name: Token,
  value: bigint,
  type: IntegerType,
  semantics: Semantics,
): void {
  const what = { type: isInt(value) ? integers.int : type, value };
  semantics.constants.set(name.text, { definition: name, what });
}

function isInt(value: bigint): boolean {
  return wrap(value, integers.int) === value;
}

/** Unsigned unless a value is negative, and at least `least` bytes wide. */
function enumType(values: readonly bigint[], least: number, { long, ulong }: Target): IntegerType {
  const isSigned = values.some((value) => value < 0n);
  const { schar, uchar, short, ushort, int, uint, llong, ullong } = integers;
  const ladder = isSigned ? [schar, short, int, long, llong] : [uchar, ushort, uint, ulong, ullong];
  const fits = (type: IntegerType): boolean => values.every((value) => wrap(value, type) === value);
  const type = ladder.find((one) => one.size >= least && fits(one));
  return type ?? (isSigned ? llong : ullong);
}
