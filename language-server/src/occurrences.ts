// SPDX-License-Identifier: MIT
// Where a name of the workspace's configurations is defined and used, in bodies
// of macros, in headers and in parts that are left out as well.
import type { Compilation, Position, SourceRange, SourceSymbol } from '@cellblock/config-compiler';
import type { Analysis } from './analysis.js';
import type { Documents } from './documents.js';
import { SourceText } from './text/source-text.js';
import type { Piece } from './text/source-text.js';
import type { Workspace } from './workspace.js';

export interface Sources {
  readonly analysis: Analysis;
  readonly documents: Documents;
  readonly workspace: Workspace;
}

export interface Name {
  readonly text: string;
  /** The word under the cursor. */
  readonly range: SourceRange;
  /** `parameter`: of a macro, known in its definition only. */
  readonly kind: SourceSymbol['kind'] | 'parameter';
  readonly definition: SourceRange;
}

/** The name at a position; undefined for words that nothing defines. */
export function nameAt(sources: Sources, file: string, position: Position): Name | undefined {
  const source = new SourceText(sources.documents.read(file) ?? '');
  const word = source.wordAt(position);
  if (word === undefined) return undefined;
  const range = source.rangeIn(file, word.start, word.end);
  const parameter = parameterUses(source, word)[0];
  if (parameter !== undefined) {
    const definition = source.rangeIn(file, parameter.start, parameter.end);
    return { text: word.text, range, kind: 'parameter', definition };
  }
  const compilation = sources.analysis.compilationWith(file);
  if (compilation === undefined) return undefined;
  const target = compilation.definitionAt(file, range.start) ?? range;
  const symbol = compilation
    .symbols()
    .find(({ name, definition }) => name === word.text && isSame(definition, target));
  if (symbol === undefined) return undefined;
  return { text: word.text, range, kind: symbol.kind, definition: symbol.definition };
}

/** Every place of a name, its definition included, by file and position. */
export function occurrencesOf(sources: Sources, name: Name): readonly SourceRange[] {
  if (name.kind !== 'parameter') return collect(sources, name, compilationsWith(sources, name));
  const { file, start } = name.range;
  const source = new SourceText(sources.documents.read(file) ?? '');
  const word = source.wordAt(start);
  const uses = word === undefined ? [] : parameterUses(source, word);
  return uses.map((use) => source.rangeIn(file, use.start, use.end));
}

function collect(
  { documents }: Sources,
  name: Name,
  compilations: readonly Compilation[],
): readonly SourceRange[] {
  const found = new Map<string, SourceRange>();
  const add = (range: SourceRange): void => {
    found.set(`${range.file}:${range.start.line}:${range.start.column}`, range);
  };
  add(name.definition);
  for (const compilation of compilations) {
    compilation.usesOf(name.definition).forEach(add);
    for (const file of compilation.dependencies) {
      wordsIn(documents, compilation, file, name).forEach(add);
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.start.line - b.start.line ||
      a.start.column - b.start.column,
  );
}

/** Those in one file, without looking into any other configuration. */
export function occurrencesIn(sources: Sources, name: Name, file: string): readonly SourceRange[] {
  const compilation = sources.analysis.compilationWith(file);
  if (compilation === undefined || name.kind === 'parameter') {
    return name.kind === 'parameter' ? occurrencesOf(sources, name) : [];
  }
  return collect(sources, name, [compilation]).filter((range) => range.file === file);
}

/** Of the configurations that have the name in their text, or beside it in a header. */
export function compilationsWith(sources: Sources, name: Name): readonly Compilation[] {
  const { analysis } = sources;
  const own = analysis.compilationWith(name.range.file);
  const others = configurationsWith(sources, name).filter((each) => each !== own?.file);
  const all = [
    ...(own === undefined ? [] : [own]),
    ...others.map((each) => analysis.compilation(each)),
  ];
  return all.filter(({ dependencies }) => dependencies.includes(name.definition.file));
}

/** The files that have to be compiled to know all places of a name. */
export function configurationsWith(
  { documents, workspace }: Sources,
  { text: word, kind, definition: { file } }: Name,
): readonly string[] {
  if (kind === 'parameter') return [];
  const base = file.slice(file.lastIndexOf('/') + 1);
  const isLocal = workspace.isConfiguration(file);
  return workspace.configurations().filter((each) => {
    const text = documents.read(each) ?? '';
    return isLocal ? each === file || text.includes(`${base}"`) : mayInclude(text, base, word);
  });
}

/** A header can come by way of another: then the name itself has to be there. */
function mayInclude(text: string, header: string, name: string): boolean {
  return text.includes(header) || text.includes(name) || /#\s*include\s*"/.test(text);
}

/** The words that mean the name although no compiler came to them. */
function wordsIn(
  documents: Documents,
  compilation: Compilation,
  file: string,
  name: Name,
): SourceRange[] {
  const text = documents.read(file);
  if (text === undefined || !text.includes(name.text)) return [];
  const source = new SourceText(text);
  return source.pieces.flatMap((piece, index) => {
    if (piece.kind !== 'word' || piece.text !== name.text) return [];
    const range = source.rangeIn(file, piece.start, piece.end);
    const before = source.pieces[index - 1];
    const isMember =
      before?.text === '.' || (before?.text === '>' && source.pieces[index - 2]?.text === '-');
    if (isMember !== (name.kind === 'field') || parameterUses(source, piece).length > 0) return [];
    const isKnown = compilation.definitionAt(file, range.start) !== undefined;
    const isOther = compilation
      .symbols()
      .some(({ definition }) => isSame(definition, range) && !isSame(definition, name.definition));
    if (isKnown || isOther) return [];
    if (name.kind === 'field' && !isOnlyField(compilation, name)) return [];
    return [range];
  });
}

/** Where nothing tells the record, a field must be the only one of its name. */
function isOnlyField({ symbols }: Compilation, { text }: Name): boolean {
  return symbols().filter(({ kind, name }) => kind === 'field' && name === text).length === 1;
}

/** If a word is a parameter of the macro that is defined there: all its uses in that definition. */
function parameterUses({ pieces }: SourceText, word: Piece): readonly Piece[] {
  if (word.directive === undefined) return [];
  const line = pieces.filter(({ directive }) => directive === word.directive);
  const [, define, name, open] = line;
  if (define?.text !== 'define' || name === undefined || open?.text !== '(') return [];
  const close = line.findIndex(({ text }) => text === ')');
  if (open.start !== name.end || close < 0) return [];
  const isParameter = line.slice(4, close).some(({ text }) => text === word.text);
  return isParameter
    ? line.slice(3).filter(({ kind, text }) => kind === 'word' && text === word.text)
    : [];
}

function isSame(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start.line === b.start.line && a.start.column === b.start.column;
}
