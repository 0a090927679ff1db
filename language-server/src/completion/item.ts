// SPDX-License-Identifier: MIT
// Something that can be written at a position.

export interface Completion {
  readonly label: string;
  readonly kind:
    'field' | 'constant' | 'function' | 'enum-member' | 'value' | 'snippet' | 'directive' | 'file';
  /** In short: a field's type, a constant's replacement, why a value fits. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is written in place of the word at hand; the label if absent. */
  readonly insert?: string;
  /** Whether `insert` has places to fill in, as `${1:name}`. */
  readonly isSnippet?: boolean;
  /** What fits best has the lowest rank; equal ones keep their order. */
  readonly rank: number;
}

/** A snippet for an editor that knows none: with the words that stand in its places. */
export function withoutPlaces(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '');
}
