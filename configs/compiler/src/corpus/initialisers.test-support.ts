// SPDX-License-Identifier: MIT
// Random initialisers for a type: values in order, designators of every depth,
// ranges, overrides, elided braces, strings, compound literals.
import { conditionalItems } from './conditionals.test-support.js';
import { expression, memberAddress, numberText } from './expressions.test-support.js';
import { asMacro } from './macros.test-support.js';
import type {
  ArrayShape,
  MemberShape,
  Program,
  RecordShape,
  Shape,
} from './program.test-support.js';

/** An initialiser, in braces unless the type is a scalar's. */
export function initialiser(program: Program, type: Shape, depth = 4): string {
  const { choices } = program;
  if (type.kind === 'integer' || type.kind === 'pointer') return scalar(program, type);
  if (choices.chance(6) && program.macroDepth < 2) {
    return asMacro(program, () => initialiser(program, type, depth - 1));
  }
  if (type.kind === 'array' && isText(type) && choices.chance(50)) return textFor(program, type);
  if (type.kind === 'record' && type.spelling !== undefined && choices.chance(8)) {
    // GCC refuses one literal in another, or forgets a part of it.
    if (program.isInLiteral) return list(program, type, depth);
    program.isInLiteral = true;
    const text = `(${type.spelling})${list(program, type, depth)}`;
    program.isInLiteral = false;
    return text;
  }
  return list(program, type, depth);
}

function scalar(program: Program, type: Shape): string {
  const { choices } = program;
  if (type.kind === 'pointer') {
    return choices.pick(['0', '(void *)0', '(void *)0x1000', '((void *)0)']);
  }
  const address = choices.chance(2) ? memberAddress(program) : undefined;
  if (address !== undefined && type.kind === 'integer' && /64|long/.test(type.spelling))
    return address;
  const value = choices.chance(40)
    ? numberText(program, choices.number())
    : expression(program, choices.below(4));
  return choices.chance(3) ? `{ ${value} }` : value;
}

function isText({ of }: ArrayShape): boolean {
  return of.kind === 'integer' && /^(char|u8|unsigned char)$/.test(of.spelling);
}

/** A string that fits; the NUL may be left off. */
function textFor({ choices }: Program, { count }: ArrayShape): string {
  const pieces = ['a', 'cell', '\\0', '\\x41', ' ', '\\n', '\\101', '-', '\\"', '//', '/*', '\\\\'];
  const sizes = [1, 4, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1];
  let room = count;
  const parts = choices.several(0, 3, () => {
    const index = choices.below(pieces.length);
    const size = sizes[index] ?? 1;
    if (size > room) return '';
    room -= size;
    return pieces[index] ?? '';
  });
  // Apart, no escape swallows the digits of the next.
  const text = `"${parts.join(choices.chance(20) ? '" "' : '')}"`.replace(
    /(\\x41|\\0|\\101)(?=[^"])/g,
    '$1" "',
  );
  return choices.chance(10) ? `{ ${text} }` : text;
}

function list(program: Program, type: ArrayShape | RecordShape, depth: number): string {
  const items = itemsFor(program, type, depth);
  if (items.length === 0) return program.choices.pick(['{ }', '{}']);
  const end = program.choices.chance(40) ? ',' : '';
  const isLong = items.some((item) => item.includes('\n')) || items.join(', ').length > 70;
  if (!isLong) return `{ ${items.join(', ')}${end} }`;
  const shown = conditionalItems(program, items, end);
  return `{\n${shown}}`;
}

function itemsFor(program: Program, type: ArrayShape | RecordShape, depth: number): string[] {
  const { choices } = program;
  if (depth <= 0 || childCount(type) === 0) return [];
  const isNamedOnly = type.kind === 'record' && type.isNamedOnly;
  switch (isNamedOnly ? 3 : choices.below(8)) {
    case 0:
      return choices.chance(50) ? [] : ['0'];
    case 1:
    case 2:
      return inOrder(program, type, { from: 0, depth, least: 0 });
    case 6:
      return elided(program, type, depth) ?? inOrder(program, type, { from: 0, depth, least: 0 });
    case 7:
      return [
        ...inOrder(program, type, { from: 0, depth, least: 0 }),
        ...designated(program, type, depth),
      ];
    default:
      return designated(program, type, depth);
  }
}

function childCount(type: ArrayShape | RecordShape): number {
  if (type.kind === 'array') return type.count;
  return type.isUnion ? Math.min(1, type.members.length) : type.members.length;
}

function childAt(type: ArrayShape | RecordShape, index: number): Shape | undefined {
  return type.kind === 'array' ? type.of : type.members[index]?.type;
}

/** Values without designators, for some of the children behind `from`. */
function inOrder(
  program: Program,
  type: ArrayShape | RecordShape,
  { from, depth, least }: { from: number; depth: number; least: number },
): string[] {
  const room = childCount(type) - from;
  if (room <= 0) return [];
  const count = program.choices.between(Math.min(least, room), room);
  return Array.from({ length: count }, (_, index) => {
    const child = childAt(type, from + index);
    return child === undefined ? '0' : initialiser(program, child, depth - 1);
  });
}

/** All scalars of a type one after another; undefined if they are too many. */
function elided(
  program: Program,
  type: ArrayShape | RecordShape,
  depth: number,
): string[] | undefined {
  const items: string[] = [];
  for (let index = 0; index < childCount(type); index++) {
    const child = childAt(type, index);
    if (child === undefined) return undefined;
    const isWhole =
      child.kind === 'integer' || child.kind === 'pointer' || program.choices.chance(25);
    if (isWhole || (child.kind === 'record' && child.isNamedOnly)) {
      items.push(initialiser(program, child, depth - 1));
    } else if (child.kind === 'array' && isText(child) && program.choices.chance(40)) {
      items.push(textFor(program, child));
    } else {
      const inner = childCount(child) === 0 ? undefined : elided(program, child, depth);
      // A brace in front would be taken for the child's own.
      if (inner?.[0] === undefined || /^(\{|M\d)/.test(inner[0])) return undefined;
      items.push(...inner);
    }
    if (items.length > 40) return undefined;
  }
  return items;
}

interface Place {
  readonly text: string;
  readonly type: Shape;
  /** The innermost record or array, and the child's index in it. */
  readonly parent: ArrayShape | RecordShape;
  readonly index: number;
}

/** `.a = 1, .b[2].c = 3, 4`: designators, some with values that follow them. */
function designated(program: Program, type: ArrayShape | RecordShape, depth: number): string[] {
  const { choices } = program;
  return choices
    .several(1, Math.min(7, childCount(type) + 2), () => {
      const place = placeIn(program, type);
      if (place === undefined) return [];
      const value = initialiser(program, place.type, depth - 1);
      const item = `${designatorText(program, place.text)} = ${value}`;
      const { parent, index } = place;
      const follows =
        choices.chance(20) && !(parent.kind === 'record' && (parent.isNamedOnly || parent.isUnion));
      return follows
        ? [item, ...inOrder(program, parent, { from: index + 1, depth, least: 0 })]
        : [item];
    })
    .flat();
}

function designatorText(program: Program, text: string): string {
  if (program.choices.chance(3)) return asMacro(program, () => text);
  return text;
}

/** A child of a type or of its children, with the designators that lead there. */
function placeIn(program: Program, type: ArrayShape | RecordShape): Place | undefined {
  const { choices } = program;
  if (type.kind === 'array') {
    if (type.count === 0) return undefined;
    const from = choices.below(type.count);
    const to = choices.chance(20) ? choices.between(from, type.count - 1) : from;
    const text = to > from ? `[${from} ... ${to}]` : `[${indexText(program, from)}]`;
    return deeper(program, { text, type: type.of, parent: type, index: to });
  }
  const index = choices.below(type.members.length);
  const member: MemberShape | undefined = type.members[index];
  if (member === undefined) return undefined;
  if (member.name === undefined) {
    return member.type.kind === 'record' ? placeIn(program, member.type) : undefined;
  }
  return deeper(program, { text: `.${member.name}`, type: member.type, parent: type, index });
}

function deeper(program: Program, place: Place): Place {
  const { type } = place;
  const isScalar = type.kind === 'integer' || type.kind === 'pointer';
  if (isScalar || !program.choices.chance(35)) return place;
  const inner = placeIn(program, type);
  return inner === undefined ? place : { ...inner, text: place.text + inner.text };
}

function indexText(program: Program, index: number): string {
  if (!program.choices.chance(15)) return String(index);
  return program.choices.pick([
    `${index} + 0`,
    `0x${index.toString(16)}`,
    `${index}u`,
    `(${index})`,
  ]);
}
