// SPDX-License-Identifier: MIT
// Some mistakes make everything behind them look wrong. What only follows from
// them is left unsaid, for it goes away when they are mended.
import { isPunctuator } from './token.js';
import type { Token } from './token.js';
import type { ProblemList } from './problem-list.js';

/** After one of these, any name may have lost its definition. */
const hidesDefinitions: ReadonlySet<string> = new Set([
  'include-not-found',
  'directive-syntax',
  'unterminated-conditional',
  'unterminated-comment',
]);

/** Names that are missing, and members that are missing with their type. */
const missingNames = [
  'undeclared-identifier',
  'missing-include',
  'unknown-type',
  'incomplete-type',
  'unknown-field',
] as const;

/** Values that stand in the wrong braces. */
const misplacedValues = [
  'unknown-field',
  'designator-mismatch',
  'too-many-initialisers',
  'needs-braces',
  'static-assertion-failed',
] as const;

/** The ids of problems that the preprocessor's problems and the braces explain. */
export function consequences(tokens: readonly Token[], { problems }: ProblemList): string[] {
  return [
    ...(problems.some(({ id }) => hidesDefinitions.has(id)) ? missingNames : []),
    ...(areBalanced(tokens) ? [] : misplacedValues),
  ];
}

function areBalanced(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (isPunctuator(token, '{')) depth++;
    else if (isPunctuator(token, '}')) depth--;
  }
  return depth === 0;
}
