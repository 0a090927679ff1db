// SPDX-License-Identifier: MIT
// What can be wrong with the values in braces: too many, too few, twice the
// same, or text without room.
import type { RelatedRange, SourceFix, SourceProblem } from './compilation.js';
import { problem } from './problems.js';
import type { TokenSpan } from './problems.js';
import { userRange } from './token.js';
import type { ArrayBound } from './types.js';

/** A value that there is no room for; `needed` elements would hold all of them. */
export function tooManyInitialisers(
  at: TokenSpan,
  type: { readonly text: string; readonly count: number; readonly bound?: ArrayBound },
  needed?: number,
): SourceProblem {
  const { text, count, bound } = type;
  const capacity = count === 1 ? 'one value' : `${count} values`;
  if (needed === undefined) {
    return problem(
      'too-many-initialisers',
      at,
      `${text} has room for ${capacity}, so this one is dropped. Enlarge it or remove a value.`,
      { severity: 'warning' },
    );
  }
  const dropped = needed - count === 1 ? 'the last one is' : `the last ${needed - count} are`;
  return problem(
    'too-many-initialisers',
    at,
    `${text} has room for ${capacity}, but ${needed} are given, so ${dropped} dropped. ` +
      `Make the bound ${needed}, or remove what is too much.`,
    { severity: 'warning', fix: boundFix(at, bound, needed) },
  );
}

/** An array whose last elements get no value. */
export function arrayTooLarge(
  name: string,
  count: number,
  written: number,
  bound: ArrayBound,
): SourceProblem {
  const rest = count - written;
  const given = written === 0 ? 'none is given' : `only ${written} ${isAre(written)} given`;
  return problem(
    'array-too-large',
    bound,
    `'${name}' has ${count === 1 ? 'one element' : `${count} elements`}, but ${given}: ` +
      `${rest === 1 ? 'one entry' : `${rest} entries`} of zeros will follow, which ARRAY_SIZE counts as well. ` +
      `Make the bound ${written}, or add what is missing.`,
    { severity: 'warning', ...(written > 0 && { fix: boundFix(bound, bound, written) }) },
  );
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

/** Only in the file of the values: a header's struct is not to be changed for one configuration. */
export function boundFix(
  at: TokenSpan,
  bound: ArrayBound | undefined,
  count: number,
): SourceFix | undefined {
  if (bound === undefined || bound.first.expansion !== undefined) return undefined;
  const range = userRange(bound.first, bound.last);
  if (bound.last.expansion !== undefined || range.file !== userRange(at.first).file)
    return undefined;
  return { title: `Change the bound to ${count}`, edits: [{ range, newText: String(count) }] };
}

/** A value for bytes that have one already. */
export function overridden(at: TokenSpan, earlier: TokenSpan | undefined): SourceProblem {
  const related: RelatedRange[] | undefined = earlier && [
    {
      range: userRange(earlier.first, earlier.last),
      message: 'The value that is lost.',
    },
  ];
  return problem(
    'value-overridden',
    at,
    'This replaces a value that was given before, which is lost. ' +
      'Remove one of the two, or correct the name or the index.',
    { severity: 'warning', related },
  );
}

export function needsBraces(at: TokenSpan, type: string): SourceProblem {
  return problem(
    'needs-braces',
    at,
    `${type} is initialised by values in braces. Put { } around them.`,
  );
}

/** `room` is that of the array; C leaves out a NUL that has none. */
export function stringTooLong(at: TokenSpan, length: number, room: number): SourceProblem {
  return problem(
    'string-too-long',
    at,
    `The text takes ${length} bytes, but there is room for ${room}. Shorten it` +
      `${room > 1 ? ` to ${room - 1}, so that a NUL can end it` : ''}.`,
    { severity: 'warning' },
  );
}

export function noRoomForNul(at: TokenSpan, length: number): SourceProblem {
  return problem(
    'string-without-nul',
    at,
    `The text fills all ${length} bytes, so no NUL ends it, and who reads it may read on into what follows. ` +
      `Shorten it by one, or mark the field __attribute__((nonstring)) if that is meant.`,
    { severity: 'warning' },
  );
}
