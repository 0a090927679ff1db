// SPDX-License-Identifier: MIT
// What the headers that a source begins with declare, worked out once for all
// sources that begin with them.
import { declareAll, nothingDeclared } from './declare.js';
import type { Declared } from './declare.js';
import { parse } from './parser/parse.js';
import type { HeaderState } from './preprocessor/header-state.js';
import { ProblemList } from './problem-list.js';
import { References } from './references.js';
import type { Reference } from './references.js';
import { isPunctuator } from './token.js';
import type { Token } from './token.js';

export interface HeaderDeclarations {
  readonly declared: Declared;
  /** References inside of declarations, by header. */
  readonly references: readonly (readonly Reference[])[];
  /** Tokens, by header, that mean something only together with what follows. */
  readonly pending: readonly (readonly Token[])[];
}

const nothing: HeaderDeclarations = { declared: nothingDeclared, references: [], pending: [] };

const known = new WeakMap<HeaderState, HeaderDeclarations>();

/** What is declared behind a header and those before it. */
export function declarationsOf(header: HeaderState): HeaderDeclarations {
  if (header.before === undefined) return nothing;
  const found = known.get(header) ?? declare(header, declarationsOf(header.before));
  known.set(header, found);
  return found;
}

function declare({ tokens, target }: HeaderState, before: HeaderDeclarations): HeaderDeclarations {
  const last = tokens.at(-1);
  if (last === undefined) return before;
  const otherwise = { ...before, pending: [...before.pending, tokens] };
  if (before.pending.length > 0 || !isComplete(tokens)) return otherwise;
  const problems = new ProblemList();
  const references = new References();
  const end: Token = { ...last, kind: 'end', text: '', start: last.end };
  const declarations = parse([...tokens, end], problems, before.declared.typedefs);
  const report = { problems, references, macros: new Map<string, unknown>(), target };
  const declared = declareAll(declarations, report, before.declared);
  if (problems.problems.length > 0 || hasOpenTypes(declared)) return otherwise;
  return { declared, references: [...before.references, references.found], pending: [] };
}

/** Whether the last declaration ends with the tokens. */
function isComplete(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined || !(isPunctuator(last, ';') || isPunctuator(last, '}'))) return false;
  let depth = 0;
  for (const { kind, text } of tokens) {
    if (kind !== 'punctuator') continue;
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text) && --depth < 0) return false;
  }
  return depth === 0;
}

/** A type that is only named so far is completed in place, so it can't be shared. */
function hasOpenTypes({ tags }: Declared): boolean {
  return [...tags.values()].some(({ what }) => what.body === undefined);
}
