// SPDX-License-Identifier: MIT
// Names that a header defines which the source forgot to include.
import type { CompileInput, SourceProblem } from './compilation.js';
import { joinPath, searchFolders } from './preprocessor/file-search.js';
import { missingInclude } from './name-problems.js';
import type { References } from './references.js';
import { rangeAt } from './source.js';
import type { SourceFile, SourceRange } from './source.js';
import { isPunctuator } from './token.js';
import type { Token } from './token.js';

/** The headers of the ABI, the one that others need first. */
const headers = [
  'jailhouse/types.h',
  'jailhouse/cell-config.h',
  'jailhouse/console.h',
  'jailhouse/pci_defs.h',
  'jailhouse/hypercall.h',
];

interface Source {
  readonly input: CompileInput;
  readonly main: SourceFile;
  /** The tokens of a file, line by line. */
  readonly linesOf: (file: SourceFile) => readonly (readonly Token[])[];
  readonly references: References;
  /** Every file that has been read. */
  readonly dependencies: readonly string[];
}

/**
 * Answers for a name that is defined nowhere: the problem that its header is
 * not included, the same one for every name of a header; undefined if no
 * header that can be included defines it.
 */
export function missingIncludes(source: Source): (name: Token) => SourceProblem | undefined {
  const problems = new Map<string, SourceProblem>();
  let found: ReadonlyMap<string, string> | undefined;
  return (name) => {
    found ??= notIncluded(source);
    for (const [header, text] of found) {
      if (!defines(text, name.text)) continue;
      const problem = problems.get(header) ?? missingInclude(name, header, place(name, source));
      problems.set(header, problem);
      return problem;
    }
    return undefined;
  };
}

/** The text of every header that is in the include paths and has not been read. */
function notIncluded({ input, dependencies }: Source): Map<string, string> {
  const read = new Set(dependencies);
  const found = new Map<string, string>();
  for (const header of headers) {
    for (const folder of searchFolders(input.file, false, input.includePaths)) {
      const path = joinPath(folder, header);
      const text = input.readFile(path);
      if (text === undefined) continue;
      if (!read.has(path)) found.set(header, text);
      break;
    }
  }
  return found;
}

/** As a macro, a tag with its members, or a type; an identifier needs no escaping. */
function defines(text: string, name: string): boolean {
  const forms = [
    `#\\s*define\\s+${name}\\b`,
    `\\b(struct|union|enum)\\s+${name}\\s*\\{`,
    `\\btypedef\\b[^;{}]*\\b${name}\\s*;`,
  ];
  return new RegExp(forms.join('|')).test(text);
}

/** Where the #include goes: below those above the name, or above the one that leads to the name. */
function place(name: Token, { main, linesOf, references }: Source): SourceRange {
  let at = name;
  while (at.expansion !== undefined) at = at.expansion.site;
  const site = at.file === main ? undefined : references.includeSite(at.file.path, main.path);
  const end = site?.token.start ?? (at.file === main ? at.start : Infinity);
  let before: Token | undefined;
  let first: Token | undefined;
  for (const line of linesOf(main)) {
    const [hash, word] = line;
    if (hash === undefined) continue;
    first ??= hash;
    if (hash.start >= end) break;
    const isInclude = isPunctuator(hash, '#') && word?.text === 'include';
    if (isInclude) before = line.at(-1);
  }
  if (site !== undefined) return lineStart(main, site.token.start, 0);
  return before === undefined
    ? lineStart(main, first?.start ?? 0, 0)
    : lineStart(main, before.end, 1);
}

/** The start of the line of an offset, or of one of those behind it. */
function lineStart(file: SourceFile, offset: number, lines: number): SourceRange {
  const line = rangeAt(file, offset, offset).start.line + lines;
  const start = { line, column: 0 };
  return { file: file.path, start, end: start };
}
