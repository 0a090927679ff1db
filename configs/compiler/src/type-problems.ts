// SPDX-License-Identifier: MIT
// Problems of specifiers: words that exclude each other, enumerations that count too far.
import { problem, spanOf } from './problems.js';
import type { TokenSpan } from './problems.js';
import type { SourceProblem } from './compilation.js';
import type { Token } from './token.js';

export function typeCombination(at: TokenSpan, words: string): SourceProblem {
  return problem(
    'type-combination',
    at,
    `'${words}' is no type: these words exclude each other. Remove those that are too many.`,
  );
}

export function storageCombination(at: Token, earlier: Token): SourceProblem {
  return problem(
    'storage-combination',
    spanOf(at),
    `'${at.text}' can't follow '${earlier.text}': only one of typedef, static and extern fits. Remove one.`,
  );
}

export function enumerationOverflow(at: Token, value: bigint, type: string): SourceProblem {
  return problem(
    'enumeration-overflow',
    spanOf(at),
    `'${at.text}' would be ${value.toString()}, beyond '${type}', the type of the constant before it. Write its value.`,
  );
}

/** In a cast and in sizeof. */
export function nameInType(at: Token): SourceProblem {
  return problem(
    'syntax-error',
    spanOf(at),
    `A type without a name belongs here. Remove '${at.text}'.`,
  );
}
