// SPDX-License-Identifier: MIT
// What every word of a file is: macro, constant, field, type, keyword.
import type { SourceRange, SourceSymbol } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import type { Documents } from '../documents.js';
import { SourceText } from '../text/source-text.js';
import type { Piece } from '../text/source-text.js';

/** By their order they are numbered for the client. */
export const tokenTypes = [
  'comment',
  'string',
  'number',
  'keyword',
  'macro',
  'enumMember',
  'property',
  'type',
  'variable',
  'parameter',
] as const;

export const tokenModifiers = ['declaration', 'defaultLibrary'] as const;

export interface SemanticToken {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly type: (typeof tokenTypes)[number];
  readonly modifiers: readonly (typeof tokenModifiers)[number][];
}

const keywords = new Set(
  (
    'struct union enum typedef const volatile static extern inline sizeof _Alignof typeof ' +
    '_Static_assert static_assert __attribute__ __packed signed unsigned char short int long ' +
    'void float double _Bool defined'
  ).split(' '),
);

/** Tokens in the order of the text, of the lines of `range` if one is given. */
export function tokensOf(
  analysis: Analysis,
  documents: Documents,
  file: string,
  range?: Pick<SourceRange, 'start' | 'end'>,
): readonly SemanticToken[] {
  const source = new SourceText(documents.read(file) ?? '');
  const symbols = new Map<string, SourceSymbol>();
  for (const symbol of analysis.compilationWith(file)?.symbols() ?? []) {
    // Fields are told by the full stop in front of them.
    if (symbol.kind !== 'field') symbols.set(symbol.name, symbol);
  }
  const from = range === undefined ? 0 : source.offsetAt({ line: range.start.line, column: 0 });
  const to =
    range === undefined
      ? source.text.length
      : source.offsetAt({ line: range.end.line, column: Number.MAX_SAFE_INTEGER });
  const parameters = parametersByDirective(source.pieces);
  return source.pieces.flatMap((piece, index) => {
    if (piece.end < from || piece.start > to) return [];
    const previous = source.pieces[index - 1];
    const own = parameters.get(piece.directive ?? -1);
    const type = own?.has(piece.text) === true ? 'parameter' : typeOf(piece, previous, symbols);
    return type === undefined ? [] : inLines(source, file, piece, type, symbols.get(piece.text));
  });
}

function typeOf(
  { kind, text, directive }: Piece,
  previous: Piece | undefined,
  symbols: ReadonlyMap<string, SourceSymbol>,
): SemanticToken['type'] | undefined {
  if (kind === 'comment' || kind === 'string' || kind === 'number') return kind;
  if (kind === 'directive' || keywords.has(text)) return 'keyword';
  if (kind !== 'word') return undefined;
  if (previous?.text === '.' && previous.kind === 'punctuator') return 'property';
  const isDefined = directive !== undefined && previous?.kind === 'directive';
  if (isDefined) return 'macro';
  switch (symbols.get(text)?.kind) {
    case 'macro':
      return 'macro';
    case 'constant':
      return 'enumMember';
    case 'type':
      return 'type';
    case 'object':
      return 'variable';
    default:
      return undefined;
  }
}

/** Of each #define with parameters, their names, by the number of the directive. */
function parametersByDirective(pieces: readonly Piece[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  pieces.forEach(({ kind, text, directive }, index) => {
    if (kind !== 'directive' || text !== 'define' || directive === undefined) return;
    const [name, open] = [pieces[index + 1], pieces[index + 2]];
    if (name === undefined || open?.text !== '(' || open.start !== name.end) return;
    const names = new Set<string>();
    for (let at = index + 3; pieces[at]?.directive === directive; at++) {
      const piece = pieces[at];
      if (piece === undefined || piece.text === ')') break;
      if (piece.kind === 'word') names.add(piece.text);
    }
    found.set(directive, names);
  });
  return found;
}

/** A client may not know tokens of several lines: each line is one of its own. */
function inLines(
  source: SourceText,
  file: string,
  { start, text }: Piece,
  type: SemanticToken['type'],
  symbol: SourceSymbol | undefined,
): SemanticToken[] {
  const first = source.positionAt(start);
  const isNamed = type !== 'property' && type !== 'parameter' && symbol !== undefined;
  const isHere =
    isNamed &&
    symbol.definition.file === file &&
    symbol.definition.start.line === first.line &&
    symbol.definition.start.column === first.column;
  const isLibrary = isNamed && /[\\/](jailhouse|asm)[\\/]/.test(symbol.definition.file);
  const modifiers = [
    ...(isHere ? (['declaration'] as const) : []),
    ...(isLibrary ? (['defaultLibrary'] as const) : []),
  ];
  return text.split('\n').flatMap((part, index) => {
    const length = part.replace(/\r$/, '').length;
    const column = index === 0 ? first.column : 0;
    return length === 0 ? [] : [{ line: first.line + index, column, length, type, modifiers }];
  });
}
