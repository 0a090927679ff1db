// SPDX-License-Identifier: MIT
// Which element of one list became which of another: equal ones first, then
// similar ones in order, and what is equal but out of order has moved.

export interface Match {
  /** Index in the first list; absent: added. */
  readonly a?: number;
  /** Index in the second list; absent: removed. */
  readonly b?: number;
  /** Equal, but not in order with the others. */
  readonly isMoved: boolean;
}

/** Costs, whole numbers: to leave out and to add an element is dearer than to change a part. */
const gap = 60;
const leastChange = 25;
const wholeChange = 100;

/** A table of more cells takes too long; such lists are matched by index. */
const largestTable = 40_000;

/**
 * @param differs the part of the element that is different: 0 for equal
 *   elements, 1 for such as have nothing in common
 * @returns every index of either list once, in the order of the lists
 */
export function align<T>(
  before: readonly T[],
  after: readonly T[],
  differs: (a: T, b: T) => number,
): Match[] {
  const isEqual = (i: number, j: number): boolean => differs(...at(before, after, i, j)) === 0;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isEqual(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && isEqual(before.length - 1 - tail, after.length - 1 - tail)) {
    tail++;
  }
  const [rows, columns] = [before.length - head - tail, after.length - head - tail];
  const costOf = (i: number, j: number): number => {
    const part = differs(...at(before, after, head + i, head + j));
    if (part === 0) return 0;
    return part === 1 ? Infinity : Math.round(leastChange + (wholeChange - leastChange) * part);
  };
  const middle =
    rows * columns > largestTable ? byIndex(rows, columns) : cheapest(rows, columns, costOf);
  const shifted = middle.map(({ a, b, isMoved }) => ({
    ...(a !== undefined && { a: head + a }),
    ...(b !== undefined && { b: head + b }),
    isMoved,
  }));
  return [
    ...Array.from({ length: head }, (_, i) => ({ a: i, b: i, isMoved: false })),
    ...withMoves(shifted, isEqual),
    ...Array.from({ length: tail }, (_, i) => ({
      a: before.length - tail + i,
      b: after.length - tail + i,
      isMoved: false,
    })),
  ];
}

function at<T>(before: readonly T[], after: readonly T[], i: number, j: number): [T, T] {
  return [before[i] as T, after[j] as T];
}

function byIndex(rows: number, columns: number): Match[] {
  return Array.from({ length: Math.max(rows, columns) }, (_, i) => ({
    ...(i < rows && { a: i }),
    ...(i < columns && { b: i }),
    isMoved: false,
  }));
}

/** The alignment of least cost, by the usual table of costs of all pairs of beginnings. */
function cheapest(
  rows: number,
  columns: number,
  costOf: (i: number, j: number) => number,
): Match[] {
  const width = columns + 1;
  const pairs = new Float64Array(rows * columns);
  const costs = new Float64Array((rows + 1) * width);
  for (let i = 0; i <= rows; i++) costs[i * width] = i * gap;
  for (let j = 0; j <= columns; j++) costs[j] = j * gap;
  const cost = (i: number, j: number): number => costs[i * width + j] ?? Infinity;
  for (let i = 1; i <= rows; i++) {
    for (let j = 1; j <= columns; j++) {
      const pair = costOf(i - 1, j - 1);
      pairs[(i - 1) * columns + j - 1] = pair;
      costs[i * width + j] = Math.min(
        cost(i - 1, j - 1) + pair,
        cost(i - 1, j) + gap,
        cost(i, j - 1) + gap,
      );
    }
  }
  const matches: Match[] = [];
  let [i, j] = [rows, columns];
  while (i > 0 || j > 0) {
    const pair = i > 0 && j > 0 ? (pairs[(i - 1) * columns + j - 1] ?? Infinity) : Infinity;
    if (i > 0 && j > 0 && cost(i, j) === cost(i - 1, j - 1) + pair) {
      matches.push({ a: --i, b: --j, isMoved: false });
    } else if (j > 0 && cost(i, j) === cost(i, j - 1) + gap) {
      matches.push({ b: --j, isMoved: false });
    } else {
      matches.push({ a: --i, isMoved: false });
    }
  }
  return matches.reverse();
}

/** What was removed here and added there is one move, told where it was. */
function withMoves(matches: readonly Match[], isEqual: (i: number, j: number) => boolean): Match[] {
  const added = matches.filter(({ a }) => a === undefined);
  const target = new Map<Match, Match>();
  const used = new Set<Match>();
  for (const match of matches) {
    const { a } = match;
    if (a === undefined || match.b !== undefined) continue;
    const same = added.find(({ b }, index) => {
      const candidate = added[index];
      return candidate && !used.has(candidate) && b !== undefined && isEqual(a, b);
    });
    if (same === undefined) continue;
    used.add(same);
    target.set(match, same);
  }
  return matches
    .filter((match) => !used.has(match))
    .map((match) => {
      const same = target.get(match);
      return same?.b === undefined ? match : { a: match.a ?? 0, b: same.b, isMoved: true };
    });
}
