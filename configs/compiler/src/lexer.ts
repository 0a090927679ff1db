// SPDX-License-Identifier: MIT
// Text to preprocessing tokens (C11 6.4). Line splices vanish from the text of
// tokens, not from their places; comments count as space; newlines are tokens.
import type { SourceFile } from './source.js';
import type { Flaw, Token, TokenKind } from './token.js';

interface Spliced {
  readonly text: string;
  /** Offset in the file of a character of `text`; absent where it is the same. */
  readonly origin?: (index: number) => number;
}

const patterns = {
  identifier: /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y,
  number: /\.?\d(?:[eEpP][+-]|[\w.])*/y,
  string: /(?:u8|[LuU])?"(?:[^"\\\n]|\\.)*("?)/y,
  char: /(?:u8|[LuU])?'(?:[^'\\\n]|\\.)*('?)/y,
  punctuator:
    /%:%:|%:|<%|%>|<:|:>|\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\*=|\/=|%=|\+=|-=|&=|\^=|\|=|##|[[\](){}.&*+\-~!/%<>^|?:;=,#]/y,
} as const;

const Start = {
  other: 0,
  newline: 1,
  space: 2,
  slash: 3,
  /** A letter that no string or character constant starts with. */
  letter: 4,
  digit: 5,
  /** A punctuator that is no part of a longer one. */
  single: 6,
} as const;

/** What may begin with a character, by its code. */
const starts = new Uint8Array(128);
const fill = (characters: string, start: number): void => {
  for (const character of characters) starts[character.charCodeAt(0)] = start;
};
for (let code = 0; code < starts.length; code++) {
  if (/[A-KM-TV-Z_a-tv-z$]/.test(String.fromCharCode(code))) starts[code] = Start.letter;
}
fill('0123456789', Start.digit);
fill('{}()[];,~?', Start.single);
fill(' \t\v\f\r', Start.space);
fill('/', Start.slash);
fill('\n', Start.newline);

/** Other spellings of punctuators (C11 6.4.6). */
const digraphs: Readonly<Record<string, string>> = {
  '<:': '[',
  ':>': ']',
  '<%': '{',
  '%>': '}',
  '%:': '#',
  '%:%:': '##',
};

/** Every token of a file; the last one is a newline. */
export function lex(file: SourceFile): Token[] {
  const { text, origin } = splice(file.text);
  const tokens: Token[] = [];
  let index = 0;
  let spaceBefore = true;
  const push = (kind: TokenKind, end: number, flaw?: Flaw): void => {
    tokens.push({
      kind,
      text: spelled(text.slice(index, end), kind),
      file,
      start: origin === undefined ? index : origin(index),
      end: origin === undefined ? end : end > index ? origin(end - 1) + 1 : origin(index),
      spaceBefore,
      // All tokens have the same fields, which makes engines quick with them.
      flaw,
      expansion: undefined,
      hidden: undefined,
      pack: undefined,
    });
    spaceBefore = kind === 'newline';
    index = end;
  };
  while (index < text.length) {
    switch (starts[text.charCodeAt(index)]) {
      case Start.newline:
        push('newline', index + 1);
        continue;
      case Start.space:
        index++;
        spaceBefore = true;
        continue;
      case Start.letter:
        push('identifier', matchEnd(patterns.identifier, text, index) ?? index + 1);
        continue;
      case Start.digit:
        push('number', matchEnd(patterns.number, text, index) ?? index + 1);
        continue;
      case Start.single:
        push('punctuator', index + 1);
        continue;
      case Start.slash: {
        const end = commentEnd(text, index);
        if (end === undefined) break;
        if (end < 0) push('other', text.length, 'unterminated-comment');
        else index = end;
        spaceBefore = true;
        continue;
      }
    }
    const { kind, end, flaw } = tokenAt(text, index);
    push(kind, end, flaw);
  }
  push('newline', text.length);
  return tokens;
}

/** Behind the comment that starts here, if one does; -1 if it has no end. */
function commentEnd(text: string, index: number): number | undefined {
  if (text.startsWith('//', index)) {
    const end = text.indexOf('\n', index);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('/*', index)) return undefined;
  const close = text.indexOf('*/', index + 2);
  return close < 0 ? -1 : close + 2;
}

/** The tokens of each line, without its newline. */
export function lines(file: SourceFile): Token[][] {
  const found: Token[][] = [];
  const tokens = lex(file);
  let start = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]?.kind !== 'newline') continue;
    found.push(tokens.slice(start, i));
    start = i + 1;
  }
  return found;
}

function tokenAt(text: string, index: number): { kind: TokenKind; end: number; flaw?: Flaw } {
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

function spelled(text: string, kind: TokenKind): string {
  return kind === 'punctuator' ? (digraphs[text] ?? text) : text;
}

function matchEnd(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Remove every backslash that ends a line, together with the line's end. */
function splice(source: string): Spliced {
  if (!/\\[ \t]*\r?\n/.test(source)) return { text: source };
  const starts: { index: number; offset: number }[] = [];
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  const take = (to: number): void => {
    starts.push({ index: length, offset: from });
    pieces.push(source.slice(from, to));
    length += to - from;
  };
  for (const match of source.matchAll(/\\[ \t]*\r?\n/g)) {
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
