// SPDX-License-Identifier: MIT
// Specifiers and declarators to types; records are laid out as they are defined.
import { evaluate } from '../evaluator/evaluate.js';
import { typeOf } from '../evaluator/type-of.js';
import { limits } from '../limits.js';
import { nearestName } from '../nearest-name.js';
import type {
  Attributes,
  Declarator,
  DeclaratorLayer,
  EnumConstant,
  Expr,
  MemberDeclaration,
  Specifiers,
  TypeName,
  TypeSpecifier,
} from '../parser/ast.js';
import {
  incompleteType,
  indexOutOfRange,
  redefined,
  spanOf,
  tooDeep,
  tooMuch,
  unknownType,
} from '../problems.js';
import type { MutableRecord, Semantics } from '../semantics.js';
import { alignOf, errorType, integers, nestingOf, sizeOf, typeText } from '../types.js';
import type { CType, FloatType } from '../types.js';
import { placeMembers } from './place-members.js';
import type { MemberSpec } from './place-members.js';

type SpecifierOf<Kind extends TypeSpecifier['kind']> = Extract<TypeSpecifier, { kind: Kind }>;

/** The type that specifiers name; with the alignment of their attributes. */
export function resolveSpecifiers({ type, attributes }: Specifiers, semantics: Semantics): CType {
  return withAlignment(resolveSpecifier(type, semantics), attributes, semantics);
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
  return withAlignment(type, attributes, semantics);
}

function applyLayer(layer: DeclaratorLayer, type: CType, semantics: Semantics): CType {
  if (layer.kind === 'function') return { kind: 'function' };
  if (type.kind === 'error') return type;
  const nesting = nestingOf(type) + 1;
  if (nesting > limits.depth) {
    semantics.problems.add(tooDeep(layer.first));
    return errorType;
  }
  if (layer.kind === 'pointer') return { kind: 'pointer', to: type, nesting };
  const element = sizeOf(type);
  if (element === undefined) {
    semantics.problems.add(incompleteType(layer, typeText(type)));
    return errorType;
  }
  if (layer.bound === undefined) return { kind: 'array', of: type, nesting };
  const bound = evaluate(layer.bound, semantics);
  if (bound === undefined) return errorType;
  if (bound.value < 0n) {
    semantics.problems.add(indexOutOfRange(layer.bound, bound.value, 0));
    return errorType;
  }
  if (bound.value * BigInt(Math.max(element, 1)) > BigInt(limits.objectSize)) {
    semantics.problems.add(tooMuch(layer, 'This array'));
    return errorType;
  }
  return { kind: 'array', of: type, nesting, count: Number(bound.value) };
}

function withAlignment(type: CType, attributes: Attributes, semantics: Semantics): CType {
  const aligned = alignment(attributes, semantics);
  if (aligned === undefined || type.kind === 'error') return type;
  return { ...type, alignment: aligned };
}

/** The strictest of several; undefined if there is none. */
function alignment({ aligned }: Attributes, semantics: Semantics): number | undefined {
  const values = aligned.map((item) => {
    if (item === 'most') return 16;
    if (item.kind === 'type-name') return alignOf(resolveTypeName(item, semantics));
    return alignmentValue(item, semantics);
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function alignmentValue(expr: Expr, semantics: Semantics): number | undefined {
  const value = evaluate(expr, semantics)?.value;
  if (value === undefined || value === 0n) return undefined;
  const isPower = value > 0n && (value & (value - 1n)) === 0n && value <= BigInt(limits.objectSize);
  if (isPower) return Number(value);
  semantics.problems.add(tooMuch(expr, 'An alignment that is no power of two, or one like this,'));
  return undefined;
}

function resolveSpecifier(type: TypeSpecifier, semantics: Semantics): CType {
  switch (type.kind) {
    case 'basic':
      return basicType(type.words.map(({ text }) => text));
    case 'typedef': {
      const found = semantics.typedefs.get(type.name.text);
      if (found !== undefined) {
        semantics.references.add(type.name, found.definition);
        return found.what;
      }
      const nearest = nearestName(type.name.text, semantics.typedefs.keys());
      semantics.problems.add(unknownType(type.name, nearest));
      return errorType;
    }
    case 'record':
      return resolveRecord(type, semantics);
    case 'enum':
      return resolveEnum(type.constants ?? [], semantics);
    case 'typeof-type':
      return resolveTypeName(type.type, semantics);
    case 'typeof-value':
      return typeOf(type.value, semantics);
    case 'error':
      return errorType;
  }
}

const doubleType: FloatType = { kind: 'float', name: 'double', size: 8 };

function basicType(words: readonly string[]): CType {
  const has = (word: string): boolean => words.includes(word);
  const isUnsigned = has('unsigned');
  const isSigned = words.some((word) => /^(__)?signed(__)?$/.test(word));
  const longs = words.filter((word) => word === 'long').length;
  if (has('void')) return { kind: 'void' };
  if (has('_Bool')) return integers.bool;
  if (has('float')) return { kind: 'float', name: 'float', size: 4 };
  if (has('double'))
    return longs > 0 ? { kind: 'float', name: 'long double', size: 16 } : doubleType;
  if (has('__int128')) return { kind: 'float', name: '__int128', size: 16 };
  if (has('char')) return isUnsigned ? integers.uchar : isSigned ? integers.schar : integers.char;
  if (has('short')) return isUnsigned ? integers.ushort : integers.short;
  if (longs > 1) return isUnsigned ? integers.ullong : integers.llong;
  if (longs === 1) return isUnsigned ? integers.ulong : integers.long;
  return isUnsigned ? integers.uint : integers.int;
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
  record.body = placeMembers({
    isUnion: type.isUnion,
    packed: type.attributes.packed,
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
  return members.flatMap(({ specifiers, declarators }): MemberSpec[] => {
    const { packed } = specifiers.attributes;
    const base = resolveSpecifiers(specifiers, semantics);
    if (declarators.length === 0) {
      // Only a record without a tag is an anonymous member; else a type is declared.
      const isAnonymous = specifiers.type.kind === 'record' && specifiers.type.tag === undefined;
      return isAnonymous ? [{ type: base, packed }] : [];
    }
    return declarators.map(({ declarator, width }) => {
      const type = declarator === undefined ? base : memberType(declarator, base, semantics);
      const bits = width && bitWidth(width, type, semantics);
      const aligned = alignment(declarator?.attributes ?? { packed, aligned: [] }, semantics);
      return {
        ...(declarator?.name && { name: declarator.name }),
        type,
        ...(bits !== undefined && { width: bits }),
        packed: packed || (declarator?.attributes.packed ?? false),
        ...(aligned !== undefined && { aligned }),
      };
    });
  });
}

function memberType(declarator: Declarator, base: CType, semantics: Semantics): CType {
  const type = resolveDeclarator(
    { ...declarator, attributes: { packed: false, aligned: [] } },
    base,
    semantics,
  );
  const isFlexible = type.kind === 'array' && type.count === undefined;
  if (isFlexible) return { ...type, count: 0 };
  if (sizeOf(type) === undefined && type.kind !== 'error' && declarator.name !== undefined) {
    semantics.problems.add(incompleteType(spanOf(declarator.name), typeText(type)));
  }
  return type;
}

function bitWidth(expr: Expr, type: CType, semantics: Semantics): number {
  const width = evaluate(expr, semantics)?.value ?? 0n;
  const most = BigInt((sizeOf(type) ?? 8) * 8);
  if (width >= 0n && width <= most) return Number(width);
  semantics.problems.add(
    tooMuch(expr, `A width of ${width.toString()} bits for '${typeText(type)}'`),
  );
  return Number(most);
}

/** Constants count upwards from the one before; the type is unsigned int unless one is negative. */
function resolveEnum(constants: readonly EnumConstant[], semantics: Semantics): CType {
  let next = 0n;
  let hasNegative = false;
  for (const { name, value } of constants) {
    const given = value && evaluate(value, semantics);
    if (given !== undefined) next = given.value;
    hasNegative ||= next < 0n;
    const earlier = semantics.constants.get(name.text);
    if (earlier !== undefined) semantics.problems.add(redefined(name, earlier.definition));
    const isWide = BigInt.asIntN(32, next) !== next;
    const what = { type: isWide ? integers.long : integers.int, value: next };
    semantics.constants.set(name.text, { definition: name, what });
    next += 1n;
  }
  return hasNegative ? integers.int : integers.uint;
}
