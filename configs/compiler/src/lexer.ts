// SPDX-License-Identifier: MIT
// Text to preprocessing tokens (C11 6.4). Line splices vanish from the text of
// tokens, not from their places; comments count as space; newlines are tokens.
import type { SourceFile } from './source.js';
import type { Flaw, Token, TokenKind } from './token.js';

interface Spliced {
  readonly text: string;
  /** Offset in the file of a character of `text`. */
  readonly origin: (index: number) => number;
}

const patterns = {
  space: /[ \t\v\f\r]+/y,
  identifier: /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y,
  number: /\.?\d(?:[eEpP][+-]|[\w.])*/y,
  string: /(?:u8|[LuU])?"(?:[^"\\\n]|\\.)*("?)/y,
  char: /[LuU]?'(?:[^'\\\n]|\\.)*('?)/y,
  lineComment: /\/\/[^\n]*/y,
  punctuator:
    /%:%:|\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\*=|\/=|%=|\+=|-=|&=|\^=|\|=|##|[[\](){}.&*+\-~!/%<>^|?:;=,#]/y,
} as const;

/** Every token of a file; the last one is a newline. */
export function lex(file: SourceFile): Token[] {
  const { text, origin } = splice(file.text);
  const tokens: Token[] = [];
  let index = 0;
  let spaceBefore = false;
  const push = (kind: TokenKind, end: number, flaw?: Flaw): void => {
    tokens.push({
      kind,
      text: text.slice(index, end),
      file,
      start: origin(index),
      end: end > index ? origin(end - 1) + 1 : origin(index),
      spaceBefore,
      ...(flaw && { flaw }),
    });
    spaceBefore = false;
    index = end;
  };
  while (index < text.length) {
    if (text.startsWith('/*', index)) {
      const close = text.indexOf('*/', index + 2);
      if (close < 0) push('other', text.length, 'unterminated-comment');
      else index = close + 2;
      spaceBefore = true;
      continue;
    }
    const blank =
      matchEnd(patterns.space, text, index) ?? matchEnd(patterns.lineComment, text, index);
    if (blank !== undefined) {
      index = blank;
      spaceBefore = true;
      continue;
    }
    const { kind, end, flaw } = tokenAt(text, index);
    push(kind, end, flaw);
  }
  push('newline', text.length);
  return tokens;
}

/** Lines without their newline; the first token of each has space before it. */
export function lines(file: SourceFile): Token[][] {
  const found: Token[][] = [];
  let line: Token[] = [];
  for (const token of lex(file)) {
    if (token.kind === 'newline') {
      found.push(line);
      line = [];
    } else {
      line.push(line.length === 0 && !token.spaceBefore ? { ...token, spaceBefore: true } : token);
    }
  }
  return found;
}

function tokenAt(text: string, index: number): { kind: TokenKind; end: number; flaw?: Flaw } {
  if (text[index] === '\n') return { kind: 'newline', end: index + 1 };
  for (const kind of ['string', 'char'] as const) {
    const pattern = patterns[kind];
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    if (match !== null) {
      const end = pattern.lastIndex;
      return match[1] === '' ? { kind, end, flaw: 'unterminated-string' } : { kind, end };
    }
  }
  for (const kind of ['identifier', 'number', 'punctuator'] as const) {
    const end = matchEnd(patterns[kind], text, index);
    if (end !== undefined) return { kind, end };
  }
  return { kind: 'other', end: index + 1, flaw: 'stray-character' };
}

function matchEnd(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Remove every backslash that ends a line, together with the line's end. */
function splice(source: string): Spliced {
  if (!/\\\r?\n/.test(source)) return { text: source, origin: (index) => index };
  const starts: { index: number; offset: number }[] = [];
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  const take = (to: number): void => {
    starts.push({ index: length, offset: from });
    pieces.push(source.slice(from, to));
    length += to - from;
  };
  for (const match of source.matchAll(/\\\r?\n/g)) {
    take(match.index);
    from = match.index + match[0].length;
  }
  take(source.length);
  return { text: pieces.join(''), origin: (index) => originOf(starts, index) };
}

function originOf(starts: readonly { index: number; offset: number }[], index: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.index ?? 0) <= index) low = middle;
    else high = middle;
  }
  const piece = starts[low];
  return piece === undefined ? index : piece.offset + index - piece.index;
}
