// SPDX-License-Identifier: MIT
// Tokens, and the place in the user's file that each one comes from.
import { comparePositions, rangeAt } from './source.js';
import type { SourceFile, SourceRange } from './source.js';

export type TokenKind =
  'identifier' | 'number' | 'string' | 'char' | 'punctuator' | 'newline' | 'other' | 'end';

/** What is wrong with the token's spelling; told only if the token is used. */
export type Flaw = 'unterminated-string' | 'unterminated-comment' | 'stray-character';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly file: SourceFile;
  /** Offsets of the spelling in the file. */
  readonly start: number;
  readonly end: number;
  readonly spaceBefore: boolean;
  readonly flaw?: Flaw;
  /** Set if the token comes from a macro's body. */
  readonly expansion?: Expansion;
  /** At a '}', the alignment in bytes that #pragma pack allows. */
  readonly pack?: number;
  /** Names of macros that must not be expanded here again. */
  readonly hidden?: ReadonlySet<string>;
}

export interface Expansion {
  readonly macro: string;
  /** The name in the macro's definition; absent for predefined macros. */
  readonly definition?: Token;
  /** First and last token of the call. */
  readonly site: Token;
  readonly siteEnd: Token;
}

/** A place that a problem passes through on its way to the user's file. */
export interface MacroNote {
  readonly range: SourceRange;
  readonly message: string;
}

/** Where the token is spelled, be it in a macro's body. */
export function spellingRange(token: Token): SourceRange {
  return rangeAt(token.file, token.start, token.end);
}

/**
 * Where the user edits it: for tokens of a macro's body, the outermost call;
 * for a mixture of body and arguments the whole call as well.
 */
export function userRange(first: Token, last: Token = first): SourceRange {
  const a = tokenRange(first);
  if (last === first) return a;
  const b = tokenRange(last);
  if (a.file !== b.file) return a;
  return {
    file: a.file,
    start: comparePositions(a.start, b.start) <= 0 ? a.start : b.start,
    end: comparePositions(a.end, b.end) >= 0 ? a.end : b.end,
  };
}

function tokenRange(token: Token): SourceRange {
  let at = token;
  let outermost: Expansion | undefined;
  while (at.expansion !== undefined) {
    outermost = at.expansion;
    at = outermost.site;
  }
  const start = spellingRange(at);
  if (outermost === undefined || outermost.siteEnd.expansion !== undefined) return start;
  const end = spellingRange(outermost.siteEnd);
  return start.file === end.file ? { ...start, end: end.end } : start;
}

/** The last token, in the user's file, of the outermost call that a token came from. */
export function endOfCall(token: Token): Token {
  let at = token;
  while (at.expansion !== undefined) at = at.expansion.siteEnd;
  return at;
}

/** The macros that a token came through, innermost first. */
export function macroNotes(token: Token): MacroNote[] {
  const notes: MacroNote[] = [];
  for (let at = token; at.expansion !== undefined; at = at.expansion.site) {
    if (at.expansion.definition !== undefined) {
      notes.push({
        range: spellingRange(at),
        message: `in the expansion of ${at.expansion.macro}`,
      });
    }
  }
  return notes;
}

export function isPunctuator(token: Token, text: string): boolean {
  return token.kind === 'punctuator' && token.text === text;
}

type Hidden = ReadonlySet<string>;

/** A token of a macro's body where the macro is used. Written out, for it is the hottest of all. */
export function inExpansion(token: Token, expansion: Expansion, hidden: Hidden): Token {
  return {
    kind: token.kind,
    text: token.text,
    file: token.file,
    start: token.start,
    end: token.end,
    spaceBefore: token.spaceBefore,
    flaw: token.flaw,
    expansion,
    hidden: token.hidden === undefined ? hidden : union(token.hidden, hidden),
    pack: token.pack,
  };
}

/** The token with more names hidden; only names and the ')' of calls are asked for them. */
export function hide(token: Token, hidden: Hidden): Token {
  if (token.kind !== 'identifier' && token.text !== ')') return token;
  const all = token.hidden === undefined ? hidden : union(token.hidden, hidden);
  return all === token.hidden ? token : { ...token, hidden: all };
}

function union(a: Hidden, b: Hidden): Hidden {
  let all: Set<string> | undefined;
  for (const name of b) if (!a.has(name)) (all ??= new Set(a)).add(name);
  return all ?? a;
}
