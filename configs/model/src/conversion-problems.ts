// SPDX-License-Identifier: MIT
// Everything that a conversion to another revision can have to say.
import { formatHex } from './format.js';
import { layouts } from './layouts/history.js';
import type { ModelPath, Problem } from './problem.js';

export function unknownLayout(id: string): Problem {
  const ids = layouts.map((layout) => layout.id).join(', ');
  return {
    id: 'unknown-revision',
    severity: 'error',
    message: `There is no revision ${id} to convert to. Known are: ${ids}.`,
  };
}

type Value = bigint | number | string | Uint8Array;

export interface Loss {
  /** The layout that has the value. */
  readonly from: string;
  readonly before: Value;
  /** What the other layout says instead; undefined: nothing. */
  readonly after: Value | undefined;
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

/** Something that survives as a number and not as what it means. */
export function loss(message: string, at?: ModelPath): Problem {
  return { id: 'conversion-loss', severity: 'warning', message, ...(at && { at }) };
}

const longestText = 64;

function textOf(value: Value): string {
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
