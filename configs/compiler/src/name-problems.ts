// SPDX-License-Identifier: MIT
// Names that lack something: their header, their use, or the word in front.
import type { SourceProblem } from './compilation.js';
import { problem, spanOf } from './problems.js';
import type { SourceRange } from './source.js';
import { userRange } from './token.js';
import type { Token } from './token.js';

/** `place` is the start of the line where the #include goes. */
export function missingInclude(at: Token, header: string, place: SourceRange): SourceProblem {
  return problem(
    'missing-include',
    spanOf(at),
    `'${at.text}' is defined in <${header}>, which is not included. Add #include <${header}>.`,
    {
      fix: {
        title: `Add #include <${header}>`,
        edits: [{ range: place, newText: `#include <${header}>\n` }],
      },
    },
  );
}

/** `line` is the definition with its line's end; undefined if a comment hangs on to it. */
export function unusedMacro(at: Token, line: SourceRange | undefined): SourceProblem {
  return problem(
    'unused-macro',
    spanOf(at),
    `Macro '${at.text}' is defined, but nothing uses it. Remove it, or write it where its value is meant.`,
    {
      severity: 'warning',
      ...(line && {
        fix: { title: `Remove macro '${at.text}'`, edits: [{ range: line, newText: '' }] },
      }),
    },
  );
}

/** A tag that is used like the name of a type. */
export function missingStruct(at: Token, word: string): SourceProblem {
  const { start, file } = userRange(at);
  return problem(
    'unknown-type',
    spanOf(at),
    `There is no type '${at.text}', but there is '${word} ${at.text}'. Write '${word}' in front of it.`,
    {
      ...(at.expansion === undefined && {
        fix: {
          title: `Insert '${word}'`,
          edits: [{ range: { file, start, end: start }, newText: `${word} ` }],
        },
      }),
    },
  );
}
