// SPDX-License-Identifier: MIT
// Macros of the edited source that nothing uses: no text, no condition, no
// other macro, not even in a part that is left out.
import type { SourceProblem } from '../compilation.js';
import type { LayeredMap } from '../layered-map.js';
import { unusedMacro } from '../name-problems.js';
import type { References } from '../references.js';
import { rangeAt } from '../source.js';
import type { SourceFile, SourceRange } from '../source.js';
import type { Token } from '../token.js';
import type { Macro } from './macro.js';

/**
 * `references` know of uses that the lines do not show: from other files, or by
 * pasted names. The lines are asked for only if a macro seems to be unused.
 */
export function unusedMacros(
  main: SourceFile,
  macros: LayeredMap<Macro>,
  references: References,
  linesOf: (file: SourceFile) => readonly (readonly Token[])[],
): SourceProblem[] {
  const candidates = new Map<string, Token>();
  // Those of the headers at the start lie in the layer below.
  for (const macro of macros.own()) {
    const definition = macro?.definition;
    if (definition?.file !== main || references.isUsed(definition)) continue;
    candidates.set(definition.text, definition);
  }
  if (candidates.size === 0) return [];
  const lines = linesOf(main);
  for (const { kind, text, start } of lines.flat()) {
    if (kind === 'identifier' && candidates.get(text)?.start !== start) candidates.delete(text);
  }
  return [...candidates.values()].map((name) => {
    const line = lines.find((tokens) => tokens.some(({ start }) => start === name.start));
    return unusedMacro(name, lineOf(line ?? []));
  });
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
