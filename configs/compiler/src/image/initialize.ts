// SPDX-License-Identifier: MIT
// Initialisers to bytes (C11 6.7.9): braces, designators, elided braces,
// strings and GNU ranges. Later values replace earlier ones.
import { evaluate } from '../evaluator/evaluate.js';
import { isScalar } from '../evaluator/integers.js';
import { memberNamed } from '../evaluator/type-of.js';
import { limits } from '../limits.js';
import type {
  Designator,
  Expr,
  Initializer,
  InitializerItem,
  InitializerList,
} from '../parser/ast.js';
import { boundFix, needsBraces, overridden, tooManyInitialisers } from '../initializer-problems.js';
import { designatorMismatch, indexOutOfRange, tooMuch } from '../problems.js';
import type { TokenSpan } from '../problems.js';
import type { Semantics } from '../semantics.js';
import type { Token } from '../token.js';
import { sizeOf, typeText } from '../types.js';
import type { CType, Member } from '../types.js';
import { chooseMembers } from './active-members.js';
import { isAggregateFor } from './aggregate-value.js';
import { currentPlace, advance, frameOf, pushMember } from './frames.js';
import type { Frame, Place } from './frames.js';
import type { ImageBuffer } from './image-buffer.js';
import { isStringFor, writeCopy, writeScalar, writeString } from './write-value.js';

export interface Initialization {
  readonly buffer: ImageBuffer;
  readonly semantics: Semantics;
}

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

function pay({ semantics }: Initialization, at: { first: Token; last: Token }, cost = 1): boolean {
  if (semantics.writes <= 0) return false;
  semantics.writes -= cost;
  if (semantics.writes <= 0) semantics.problems.add(tooMuch(at, 'What this initialiser writes'));
  return semantics.writes > 0;
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

/** Arrays without a bound take their bytes as they go. */
function makeRoom(stack: readonly Frame[], place: Place, init: Initialization): void {
  if (stack[0]?.isOpen !== true) return;
  // The unit of a bit-field may reach beyond its struct.
  const end = place.offset + (place.bits === undefined ? (sizeOf(place.type) ?? 0) : 1);
  if (end <= limits.objectSize) init.buffer.grow(end);
  else init.semantics.writes = 0;
}

function writeDesignated(stack: Frame[], item: InitializerItem, init: Initialization): void {
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

interface Search {
  readonly init: Initialization;
  /** Every place that the value goes to; several for ranges. */
  readonly repeats: Place[];
}

/** The way to the last element named, so that the next bare value follows it. */
function follow(
  stack: readonly Frame[],
  designators: readonly Designator[],
  search: Search,
  index = 0,
): Frame[] | undefined {
  const designator = designators[index];
  const top = stack.at(-1);
  if (designator === undefined || top === undefined) return undefined;
  const { init } = search;
  const isLast = index + 1 === designators.length;
  /** Undefined if the way leads nowhere; false behind an end, where nothing is. */
  const reach = (way: Frame[] | undefined): Frame[] | undefined | false => {
    const frame = way?.at(-1);
    const place = frame && currentPlace(frame);
    if (way === undefined || place === undefined) return false;
    makeRoom(way, place, init);
    if (!isLast) return follow([...way, frameOf(place)], designators, search, index + 1);
    search.repeats.push({ ...place, way });
    return way;
  };
  if (designator.kind === 'field') {
    return reach(followField(stack, top, designator, init)) || undefined;
  }
  let reached: Frame[] | undefined;
  for (const way of followIndex(stack, top, designator, init)) {
    const end = reach(way);
    if (end === undefined) return undefined;
    if (end !== false) reached = end;
  }
  return reached;
}

function followField(
  stack: readonly Frame[],
  top: Frame,
  designator: Extract<Designator, { kind: 'field' }>,
  init: Initialization,
): Frame[] | undefined {
  if (designator.name === undefined || top.type.kind === 'error') return undefined;
  if (top.type.kind !== 'record') {
    init.semantics.problems.add(designatorMismatch(designator, `'${typeText(top.type)}'`));
    return undefined;
  }
  const way = memberNamed(top.type, designator.name, init.semantics);
  return (
    way && way.reduce<Frame[]>((frames, member: Member) => pushMember(frames, member), [...stack])
  );
}

/** One stack for each index of the range. */
function followIndex(
  stack: readonly Frame[],
  top: Frame,
  designator: Extract<Designator, { kind: 'index' }>,
  init: Initialization,
): Iterable<Frame[]> {
  if (top.type.kind === 'error') return [];
  if (top.type.kind !== 'array') {
    init.semantics.problems.add(designatorMismatch(designator, `'${typeText(top.type)}'`));
    return [];
  }
  const from = indexValue(designator.from, top, init);
  const to = designator.to === undefined ? from : indexValue(designator.to, top, init);
  if (from === undefined || to === undefined) return [];
  if (!pay(init, designator, Math.max(0, to - from))) return [];
  return indexed(stack, top, from, to);
}

function* indexed(
  stack: readonly Frame[],
  top: Frame,
  from: number,
  to: number,
): Generator<Frame[]> {
  for (let index = from; index <= to; index++) yield [...stack.slice(0, -1), { ...top, index }];
}

/** Beyond it, an index is a slip rather than a reason to enlarge the array. */
const mostEntries = 4096n;

function indexValue(expr: Expr, { type, count }: Frame, init: Initialization): number | undefined {
  const value = evaluate(expr, init.semantics)?.value;
  if (value === undefined) return undefined;
  if (value >= 0n && value < BigInt(Math.min(count, limits.objectSize))) return Number(value);
  const isNear = type.kind === 'array' && value >= 0n && value < mostEntries;
  const fix = isNear ? boundFix(expr, type.bound, Number(value) + 1) : undefined;
  const most = Math.min(count, limits.objectSize);
  init.semantics.problems.add(indexOutOfRange(expr, value, most, fix));
  return undefined;
}
