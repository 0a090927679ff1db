// SPDX-License-Identifier: MIT
// An explanation in lines of text: one source of words for terminals, debug
// consoles and editors.
import type { ModelPath } from '../problem.js';
import type { Cause, Explanation } from './cause.js';

export interface ExplanationTextOptions {
  /** How a place is called, such as `board.c:12`; undefined: not at all. */
  readonly placeOf?: (at: ModelPath) => string | undefined;
  /** So many causes at most. */
  readonly most?: number;
}

/** What happened, then each cause with its place and its fix, indented. */
export function explanationText(
  explanation: Explanation,
  { placeOf = () => undefined, most = Infinity }: ExplanationTextOptions = {},
): string[] {
  const { happened, places = [], causes } = explanation;
  return [
    ...happened,
    ...places.map(({ at, message }) => `  ${withPlace(message, placeOf(at))}`),
    ...causes.slice(0, most).flatMap((cause) => causeText(cause, placeOf)),
  ];
}

function causeText(
  { title, likelihood, explanation, at, related = [], fix, rule }: Cause,
  placeOf: (at: ModelPath) => string | undefined,
): string[] {
  const place = at && placeOf(at);
  const head = `${likelihood}: ${title}${rule === undefined ? '' : ` [${rule}]`}`;
  return [
    withPlace(head, place),
    `  ${explanation}`,
    ...related.map((more) => `  ${withPlace(more.message, placeOf(more.at))}`),
    ...(fix ? [`  fix: ${fix.title}`] : []),
  ];
}

function withPlace(text: string, place: string | undefined): string {
  return place === undefined ? text : `${text} (${place})`;
}
