// SPDX-License-Identifier: MIT
// Initialisers to bytes (C11 6.7.9): braces, designators, elided braces,
// strings and GNU ranges. Later values replace earlier ones.
import { evaluate } from '../evaluator/evaluate.js';
import { isScalar } from '../evaluator/integers.js';
import { limits } from '../limits.js';
import type { Initializer, InitializerItem, InitializerList } from '../parser/ast.js';
import { needsBraces, overridden, tooManyInitialisers } from '../initializer-problems.js';
import { designatorMismatch } from '../problems.js';
import type { TokenSpan } from '../problems.js';
import type { Token } from '../token.js';
import { sizeOf, typeText } from '../types.js';
import type { CType } from '../types.js';
import { chooseMembers } from './active-members.js';
import { isAggregateFor } from './aggregate-value.js';
import { follow, followField } from './follow-designators.js';
import type { FieldDesignator } from './follow-designators.js';
import { currentPlace, advance, frameOf } from './frames.js';
import type { Frame, Place } from './frames.js';
import { makeRoom, pay } from './initialization.js';
import type { Initialization } from './initialization.js';
import { isStringFor, writeCopy, writeScalar, writeString } from './write-value.js';

/** Write an initialiser of the object's own type at offset 0. */
export function initialize(type: CType, value: Initializer, init: Initialization): void {
  writeInitializer({ type, offset: 0 }, value, init, undefined);
}

function writeInitializer(
  place: Place,
  value: Initializer,
  init: Initialization,
  designator: Token | undefined,
): void {
  const { type } = place;
  if (type.kind === 'error' || !pay(init, value)) return;
  if (type.kind === 'array' && type.isFlexible === true) {
    writeFlexible(place, type, { value, designator }, init);
    return;
  }
  const note = { designator, first: value.first, last: value.last };
  if (value.kind === 'list') {
    writeList(place, value, init, designator);
    return;
  }
  const { expr } = value;
  if (isStringFor(type, expr, init.semantics)) writeString(place, expr, init, note);
  else if (isScalar(type)) writeScalar(place, expr, init, note);
  else if (isAggregateFor(type, expr, init.semantics)) {
    if (expr.kind === 'compound') writeList(place, expr.list, init, designator);
    else writeCopy(place, expr, init, note);
  } else if (expr.kind === 'call') evaluate(expr, init.semantics);
  else if (expr.kind !== 'error') {
    evaluate(expr, init.semantics);
    init.semantics.problems.add(needsBraces(expr, `'${typeText(type)}'`));
  }
}

/** The elements come behind the struct, as GCC has it. */
function writeFlexible(
  place: Place,
  type: Extract<CType, { kind: 'array' }>,
  { value, designator }: { value: Initializer; designator: Token | undefined },
  init: Initialization,
): void {
  const { buffer } = init;
  const size = buffer.bytes.length;
  buffer.reached = place.offset;
  const open: CType = { kind: 'array', of: type.of, nesting: type.nesting };
  writeInitializer({ ...place, type: open }, value, init, designator);
  buffer.grow(size + buffer.reached - place.offset);
}

function writeList(
  place: Place,
  list: InitializerList,
  init: Initialization,
  designator: Token | undefined,
): void {
  const { type, offset } = place;
  const size = sizeOf(type) ?? 0;
  if (!pay(init, list, 1 + (size >> 4))) return;
  if (place.bits === undefined && !pay(init, list, init.buffer.clear(offset, size))) return;
  init.buffer.writes.push({
    start: offset,
    end: offset + size,
    first: list.first,
    last: list.last,
    designator,
    isList: true,
    record: type.kind === 'record' ? type : undefined,
  });
  if (isScalar(type)) {
    writeScalarList(place, list, init, designator);
    return;
  }
  const [only] = list.items;
  if (only?.value.kind === 'value' && list.items.length === 1 && only.designators.length === 0) {
    const { expr, first, last } = only.value;
    if (isStringFor(type, expr, init.semantics)) {
      writeString(place, expr, init, { designator, first, last });
      return;
    }
  }
  writeItems([frameOf(place)], list, init);
}

/** `{ 1 }` for a single value. */
function writeScalarList(
  place: Place,
  { items }: InitializerList,
  init: Initialization,
  designator: Token | undefined,
): void {
  const type = `'${typeText(place.type)}'`;
  for (const [index, { designators, value }] of items.entries()) {
    const [first] = designators;
    if (first !== undefined) {
      init.semantics.problems.add(designatorMismatch(first, type));
      return;
    }
    if (index > 0) {
      init.semantics.problems.add(tooManyInitialisers(value, { text: type, count: 1 }));
      return;
    }
    writeInitializer(place, value, init, designator);
  }
}

/** `stack` holds the braces' own type first and types with elided braces above it. */
function writeItems(stack: Frame[], list: InitializerList, init: Initialization): void {
  const [base] = stack;
  if (base === undefined) return;
  let isFull = false;
  for (const item of list.items) {
    if (!pay(init, item.value)) return;
    if (item.designators.length > 0 && !isUnnamedList(item)) {
      stack.length = 1;
      writeDesignated(stack, item, init);
      continue;
    }
    if (item.value.kind === 'value' && item.value.expr.kind === 'error') continue;
    const place = nextPlace(stack, item.value, init);
    if (place === undefined) {
      // The first of many stands for those behind it.
      if (!isFull) reportExcess(base, list, item, init);
      isFull = true;
      continue;
    }
    reportOverride(place, item.value, item.value, init);
    chooseMembers(stack, init.buffer);
    writeInitializer(place, item.value, init, undefined);
    step(stack);
  }
}

/** `. = { ... }`, whose name is not written yet, most likely stands at its place. */
function isUnnamedList({ designators, value }: InitializerItem): boolean {
  const [first, second] = designators;
  const hasNoName = first?.kind === 'field' && first.name === undefined;
  return hasNoName && second === undefined && value.kind === 'list';
}

/** `item` is the first one of `list` that the braces' own type has no room for. */
function reportExcess(
  { type, count, members }: Frame,
  list: InitializerList,
  item: InitializerItem,
  init: Initialization,
): void {
  const text = `'${typeText(type)}'`;
  const { problems } = init.semantics;
  if (type.kind !== 'array') {
    problems.add(tooManyInitialisers(item.value, { text, count: members.length || count }));
    return;
  }
  const rest = list.items.slice(list.items.indexOf(item));
  const behind = frameOf({ type: { ...type, count: limits.objectSize }, offset: 0 });
  behind.index = count;
  const stack = [behind];
  for (const { designators, value } of rest) {
    if (designators.length > 0) break;
    nextPlace(stack, value, init);
    step(stack);
  }
  const needed = behind.index + (stack.length > 1 ? 1 : 0);
  const { bound } = type;
  problems.add(tooManyInitialisers(item.value, { text, count, ...(bound && { bound }) }, needed));
}

/** A value where there is one already; true if that is so and has been reported. */
function reportOverride(
  place: Place,
  value: Initializer,
  at: TokenSpan,
  { buffer, semantics }: Initialization,
): boolean {
  const { type, offset, bits } = place;
  const size = bits === undefined ? (sizeOf(type) ?? 0) : (bits.shift + bits.width + 7) >> 3;
  const isWrong = value.kind === 'value' && value.expr.kind === 'error';
  if (isWrong || !buffer.hasValue(offset, size, bits)) return false;
  semantics.writes -= buffer.writes.length >> 4;
  semantics.problems.add(overridden(at, buffer.valueAt(offset, size, bits?.shift)));
  return true;
}

/** The next element that a value goes to; aggregates are entered for bare values. */
function nextPlace(stack: Frame[], value: Initializer, init: Initialization): Place | undefined {
  for (;;) {
    const top = stack.at(-1);
    if (top === undefined) return undefined;
    const place = currentPlace(top);
    if (place === undefined) {
      if (stack.length === 1) return undefined;
      stack.pop();
      step(stack);
      continue;
    }
    makeRoom(stack, place, init);
    if (takesWhole(place.type, value, init)) return place;
    stack.push(frameOf(place));
  }
}

function takesWhole(type: CType, value: Initializer, init: Initialization): boolean {
  if (value.kind === 'list' || (type.kind !== 'array' && type.kind !== 'record')) return true;
  const { expr } = value;
  // A call is a macro that does not exist; it stands for the whole element.
  if (isStringFor(type, expr, init.semantics) || expr.kind === 'call') return true;
  return isAggregateFor(type, expr, init.semantics);
}

function step(stack: readonly Frame[]): void {
  const top = stack.at(-1);
  if (top !== undefined) advance(top);
}

function writeDesignated(stack: Frame[], item: InitializerItem, init: Initialization): void {
  const [only, second] = item.designators;
  if (only?.kind === 'field' && second === undefined) {
    writeField(stack, only, item, init);
    return;
  }
  const repeats: Place[] = [];
  const way = follow(stack, item.designators, { init, repeats });
  if (way === undefined) return;
  let isReported = false;
  let reached = way;
  for (const target of repeats) {
    if (!pay(init, item.value)) return;
    reached = [...(target.way ?? way)];
    isReported = writeAt(target, item, { init, way: reached }, isReported);
  }
  step(reached);
  stack.splice(0, stack.length, ...reached);
}

/** `.field = value`, as nearly all items are: one way and one place. */
function writeField(
  stack: Frame[],
  designator: FieldDesignator,
  item: InitializerItem,
  init: Initialization,
): void {
  const top = stack.at(-1);
  const way = top && followField(stack, top, designator, init);
  const reached = way?.at(-1);
  const place = reached && currentPlace(reached);
  if (way === undefined || place === undefined) return;
  makeRoom(way, place, init);
  if (!pay(init, item.value)) return;
  writeAt(place, item, { init, way }, false);
  step(way);
  stack.splice(0, stack.length, ...way);
}

/**
 * A bare value for an aggregate goes to its first scalar, as without a
 * designator; `way` is led there, so that the next value follows it. Returns whether it has been reported to replace another value.
 */
function writeAt(
  place: Place,
  { designators, value }: InitializerItem,
  { init, way }: { init: Initialization; way: Frame[] },
  isReported: boolean,
): boolean {
  const inner = takesWhole(place.type, value, init) ? [] : [frameOf(place)];
  const target = inner.length === 0 ? place : nextPlace(inner, value, init);
  if (target === undefined) return isReported;
  const first = designators[0]?.first ?? value.first;
  const last = designators.at(-1)?.last ?? value.first;
  const isOverride = isReported || reportOverride(target, value, { first, last }, init);
  way.push(...inner);
  chooseMembers(way, init.buffer);
  writeInitializer(target, value, init, designators[0]?.first);
  return isOverride;
}
