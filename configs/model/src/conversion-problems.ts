// SPDX-License-Identifier: MIT
// Everything that a conversion to another revision can have to say.
import type { ArrayElement, FieldValue } from './compare.js';
import { formatHex } from './format.js';
import { layouts } from './layouts/history.js';
import { pathName } from './path-name.js';
import type { ModelPath, Problem } from './problem.js';

export function unknownLayout(id: string): Problem {
  const ids = layouts.map((layout) => layout.id).join(', ');
  return {
    id: 'unknown-revision',
    severity: 'error',
    message: `There is no revision ${id} to convert to. Known are: ${ids}.`,
  };
}

export interface Loss {
  /** The layout that has the value. */
  readonly from: string;
  readonly before: FieldValue;
  /** What the other layout says instead; undefined: nothing. */
  readonly after: FieldValue | undefined;
  readonly at?: ModelPath;
}

/** A value that the other revision cannot say. */
export function lost(name: string, { from, before, after, at }: Loss): Problem {
  const instead = after === undefined ? 'it is left out' : `it becomes ${textOf(after)}`;
  return loss(
    `${name} is ${textOf(before)} in revision ${from}, and cannot be said in the other: ${instead}.`,
    at,
  );
}

export interface LostElement {
  readonly from: string;
  readonly element: ArrayElement;
  /** Whether only the other layout has it. */
  readonly isAdded: boolean;
  readonly at: ModelPath;
}

/** An element that the other revision cannot say, or one that it says in addition. */
export function lostElement({ from, element, isAdded, at }: LostElement): Problem {
  const name = pathName(at.steps);
  const values = Object.entries(element).flatMap(([property, value]) =>
    typeof value === 'bigint' || typeof value === 'number'
      ? [`${pathName([property])} ${textOf(value)}`]
      : [],
  );
  const what = `${name} (${values.join(', ')})`;
  return loss(
    isAdded
      ? `${what} is not in revision ${from}; the other cannot do without it.`
      : `${what} in revision ${from} cannot be said in the other: it is left out.`,
    isAdded ? { steps: at.steps.slice(0, 2) } : at,
  );
}

/** A bitmap allows the same ports, and does not keep which ranges they were written in. */
export function samePorts(before: number, after: number, at: ModelPath): Problem {
  const ranges = (count: number): string => `${count} range${count === 1 ? '' : 's'}`;
  return {
    ...loss(
      `The I/O ports are the same, but ${ranges(before)} of them become ${ranges(after)}: the ` +
        'revisions until 10 have a bitmap, in which ranges that touch are one.',
      at,
    ),
    severity: 'information',
  };
}

/** Something that survives as a number and not as what it means. */
export function loss(message: string, at?: ModelPath): Problem {
  return { id: 'conversion-loss', severity: 'warning', message, ...(at && { at }) };
}

const longestText = 64;

function textOf(value: FieldValue): string {
  if (typeof value === 'bigint') return formatHex(value);
  if (typeof value === 'number') return value < 10 ? String(value) : formatHex(BigInt(value));
  const text =
    typeof value === 'string'
      ? value
      : Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return text.length <= longestText
    ? `"${text}"`
    : `"${text.slice(0, longestText)}..." (${text.length} characters)`;
}
