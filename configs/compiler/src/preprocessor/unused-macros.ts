// SPDX-License-Identifier: MIT
// Macros of the edited source that nothing uses: no text, no condition, no
// other macro, not even in a part that is left out.
import type { SourceProblem } from '../compilation.js';
import { unusedMacro } from '../problems.js';
import type { References } from '../references.js';
import { rangeAt } from '../source.js';
import type { SourceRange } from '../source.js';
import { isPunctuator } from '../token.js';
import type { Token } from '../token.js';
import type { Macro } from './macro.js';

interface Definition {
  readonly name: Token;
  readonly line: readonly Token[];
}

/** `references` know of uses that the lines do not show: from other files, or by pasted names. */
export function unusedMacros(
  lines: readonly (readonly Token[])[],
  macros: ReadonlyMap<string, Macro>,
  references: References,
): SourceProblem[] {
  const defined = definitionsIn(lines);
  if (defined.size === 0) return [];
  for (const line of lines) {
    for (const token of line) {
      if (token.kind !== 'identifier') continue;
      if (defined.get(token.text)?.name !== token) defined.delete(token.text);
    }
  }
  return [...defined.values()].flatMap(({ name, line }) => {
    const isDefined = macros.get(name.text)?.definition?.start === name.start;
    return isDefined && !references.isUsed(name) ? [unusedMacro(name, lineOf(line))] : [];
  });
}

/** A name that is defined twice is mentioned by its other definition. */
function definitionsIn(lines: readonly (readonly Token[])[]): Map<string, Definition> {
  const defined = new Map<string, Definition>();
  for (const line of lines) {
    const [hash, directive, name] = line;
    if (hash === undefined || !isPunctuator(hash, '#') || directive?.text !== 'define') continue;
    if (name?.kind === 'identifier') defined.set(name.text, { name, line });
  }
  return defined;
}

/** The whole lines of a directive; undefined if a comment goes on behind them. */
function lineOf(line: readonly Token[]): SourceRange | undefined {
  const [first] = line;
  const last = line.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { file } = first;
  const start = file.text.lastIndexOf('\n', first.start) + 1;
  const newline = file.text.indexOf('\n', last.end);
  const end = newline < 0 ? file.text.length : newline + 1;
  const before = file.text.slice(start, first.start);
  const behind = file.text.slice(last.end, end);
  const hangsOn = behind.lastIndexOf('/*') > behind.lastIndexOf('*/') || before.trim() !== '';
  return hangsOn ? undefined : rangeAt(file, start, end);
}
