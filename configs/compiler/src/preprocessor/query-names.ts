// SPDX-License-Identifier: MIT
// The words that ask something in a condition.
import type { Token } from '../token.js';

const queryNames = new Set([
  'defined',
  '__has_include',
  '__has_include_next',
  '__has_attribute',
  '__has_c_attribute',
  '__has_builtin',
]);

/** Whether a token asks something in #if and #elif. */
export function isQuery(token: Token): boolean {
  return token.kind === 'identifier' && queryNames.has(token.text);
}
