// SPDX-License-Identifier: MIT
// Where designators lead: to a member, an element, or the elements of a range.
import { evaluate } from '../evaluator/evaluate.js';
import { memberNamed } from '../evaluator/type-of.js';
import { boundFix } from '../initializer-problems.js';
import { limits } from '../limits.js';
import type { Designator, Expr } from '../parser/ast.js';
import { designatorMismatch, indexOutOfRange } from '../problems.js';
import { typeText } from '../types.js';
import { currentPlace, frameOf, pushMember } from './frames.js';
import type { Frame, Place } from './frames.js';
import { makeRoom, pay } from './initialization.js';
import type { Initialization } from './initialization.js';

export type FieldDesignator = Extract<Designator, { kind: 'field' }>;

interface Search {
  readonly init: Initialization;
  /** Every place that the value goes to; several for ranges. */
  readonly repeats: Place[];
}

/** The way to the last element named, so that the next bare value follows it. */
export function follow(
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

/** The way to a member, past anonymous structs and unions. */
export function followField(
  stack: readonly Frame[],
  top: Frame,
  designator: FieldDesignator,
  init: Initialization,
): Frame[] | undefined {
  if (designator.name === undefined || top.type.kind === 'error') return undefined;
  if (top.type.kind !== 'record') {
    init.semantics.problems.add(designatorMismatch(designator, `'${typeText(top.type)}'`));
    return undefined;
  }
  const way = memberNamed(top.type, designator.name, init.semantics);
  return way?.reduce((frames: Frame[], member) => pushMember(frames, member), [...stack]);
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
