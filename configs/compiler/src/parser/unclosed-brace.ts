// SPDX-License-Identifier: MIT
// Which brace was really left open: the parser notices at the end only, but
// the indentation tells where a closing brace belongs to an outer one.
import type { Token } from '../token.js';
import { isPunctuator } from '../token.js';

export interface UnclosedBrace {
  readonly open: Token;
  /** The token behind which the closing brace is missing. */
  readonly before: Token;
}

/** The first brace whose partner stands further to the left than its own line. */
export function unclosedBrace(tokens: readonly Token[]): UnclosedBrace | undefined {
  const opened: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    if (isPunctuator(token, '{')) opened.push(token);
    if (!isPunctuator(token, '}')) continue;
    const open = opened.pop();
    const before = tokens[index - 1];
    if (open === undefined || before === undefined) return undefined;
    const isSpelled = open.expansion === undefined && token.expansion === undefined;
    if (isSpelled && startsLine(token) && indentation(token) < indentation(open)) {
      return { open, before };
    }
  }
  return undefined;
}

function startsLine(token: Token): boolean {
  return lineBefore(token).trim() === '';
}

/** Columns of white space in front of the line that a token is on. */
function indentation(token: Token): number {
  let columns = 0;
  for (const character of lineBefore(token)) {
    if (character === '\t') columns += 8 - (columns % 8);
    else if (character === ' ') columns++;
    else break;
  }
  return columns;
}

function lineBefore({ file, start }: Token): string {
  return file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
}
