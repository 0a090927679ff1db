// SPDX-License-Identifier: MIT
// Formatting by clang-format: in the style of the nearest .clang-format, else
// in one close to the Linux kernel's.
import { dirname, join } from 'node:path';
import type { SourceRange } from '@cellblock/config-compiler';
import type { Documents } from '../documents.js';
import { keepLineBreaks } from '../text/line-breaks.js';
import { SourceText } from '../text/source-text.js';

/** Lays text out; it may throw where a style makes no sense. */
export type Formatter = (text: string, style: string) => string;

export type Formatted =
  | { readonly edits: readonly { readonly range: SourceRange; readonly newText: string }[] }
  | { readonly failure: string };

export const defaultStyle = [
  'BasedOnStyle: LLVM',
  'IndentWidth: 8',
  'TabWidth: 8',
  'UseTab: Always',
  'ContinuationIndentWidth: 8',
  // With a limit, clang-format leaves nested initialisers alone.
  'ColumnLimit: 0',
  'BreakBeforeBraces: Linux',
  'SpaceBeforeParens: ControlStatements',
  'AlignConsecutiveMacros: true',
  'AlignEscapedNewlines: DontAlign',
  'AlignOperands: Align',
  'AllowShortEnumsOnASingleLine: false',
  'BreakStringLiterals: false',
  'Cpp11BracedListStyle: false',
  'ReflowComments: false',
  'SortIncludes: Never',
].join('\n');

/** Edits of whole lines; of those that `range` touches, if one is given. */
export function formatted(
  documents: Documents,
  formatter: Formatter,
  file: string,
  range?: Pick<SourceRange, 'start' | 'end'>,
): Formatted {
  const text = documents.read(file) ?? '';
  const { style, path } = styleFor(documents, file);
  try {
    // An initialiser is one statement, which clang-format lays out as a whole or not at all.
    const laidOut = formatter(text, style);
    const isDefault = path === undefined;
    const edits = lineEdits(file, text, isDefault ? keepLineBreaks(text, laidOut) : laidOut);
    return { edits: range === undefined ? edits : edits.filter((edit) => touches(edit, range)) };
  } catch (error) {
    // The library throws for a style that it cannot read, which is the user's to mend.
    const reason = error instanceof Error ? error.message : String(error);
    const where = path === undefined ? '' : ` Look at ${path}.`;
    return { failure: `clang-format cannot lay ${file} out: ${reason}.${where}` };
  }
}

interface Edit {
  readonly range: SourceRange;
  readonly newText: string;
}

/** A range that ends at the start of a line does not mean that line. */
function touches({ range }: Edit, { start, end }: Pick<SourceRange, 'start' | 'end'>): boolean {
  const last = end.column === 0 && end.line > start.line ? end.line - 1 : end.line;
  return range.start.line <= last && start.line < Math.max(range.end.line, range.start.line + 1);
}

function styleFor(
  documents: Documents,
  file: string,
): { readonly style: string; readonly path?: string } {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const name of ['.clang-format', '_clang-format']) {
      const path = join(folder, name);
      const style = documents.read(path);
      if (style !== undefined) return { style, path };
    }
    if (folder === dirname(folder)) return { style: defaultStyle };
  }
}

/** One edit for each run of lines that differ; cursors elsewhere stay where they are. */
function lineEdits(file: string, before: string, after: string): Edit[] {
  if (before === after) return [];
  const [old, now] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)];
  const source = new SourceText(before);
  const offsets = [0];
  for (const line of old) offsets.push((offsets.at(-1) ?? 0) + line.length);
  return runsOfChange(old, now).map(({ from, to, lines }) => ({
    range: source.rangeIn(file, offsets[from] ?? 0, offsets[to] ?? before.length),
    newText: lines.join(''),
  }));
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** How far apart equal lines may be; formatting moves nothing far. */
const reach = 40;

function runsOfChange(old: readonly string[], now: readonly string[]): Run[] {
  const runs: Run[] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    if (old[a] === now[b] && a < old.length) {
      a++;
      b++;
      continue;
    }
    const { skipOld, skipNow } = nextCommon(old.slice(a, a + reach), now.slice(b, b + reach));
    const isEnd = skipOld < 0;
    const [toOld, toNow] = isEnd ? [old.length, now.length] : [a + skipOld, b + skipNow];
    runs.push({ from: a, to: toOld, lines: now.slice(b, toNow) });
    [a, b] = [toOld, toNow];
  }
  return runs;
}

/** The nearest two lines that are equal, and the next ones as well. */
function nextCommon(
  old: readonly string[],
  now: readonly string[],
): { readonly skipOld: number; readonly skipNow: number } {
  for (let sum = 1; sum < old.length + now.length; sum++) {
    for (let skipOld = Math.max(0, sum - now.length + 1); skipOld <= sum; skipOld++) {
      const skipNow = sum - skipOld;
      if (skipOld >= old.length || skipNow >= now.length) continue;
      if (old[skipOld] === now[skipNow] && old[skipOld + 1] === now[skipNow + 1]) {
        return { skipOld, skipNow };
      }
    }
  }
  return { skipOld: -1, skipNow: -1 };
}
