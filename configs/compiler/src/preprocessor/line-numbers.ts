// SPDX-License-Identifier: MIT
// #line: what __LINE__ and __FILE__ give behind it. Places in problems stay
// those of the file itself.
import { parseInteger } from '../evaluator/literal.js';
import { userRange } from '../token.js';
import type { Token } from '../token.js';
import type { SourceFile } from '../source.js';

interface Renumbering {
  /** The zero-based line of the directive. */
  readonly at: number;
  /** The number of the line behind it. */
  readonly number: number;
  readonly name?: string;
}

export type LineNumbers = Map<SourceFile, Renumbering>;

/** Obey `#line 100 "name"`; false if it is none. */
export function renumber(line: readonly Token[], hash: Token, numbers: LineNumbers): boolean {
  const [digits, text] = line;
  const literal = digits?.kind === 'number' ? parseInteger(digits.text) : 'none';
  if (typeof literal === 'string') return false;
  const earlier = numbers.get(hash.file)?.name;
  const name = text?.kind === 'string' ? text.text.slice(1, -1) : earlier;
  numbers.set(hash.file, {
    at: userRange(hash).start.line,
    number: Number(digits?.text),
    ...(name !== undefined && { name }),
  });
  return true;
}

/** The line and the file that a token is in, by the last #line above it. */
export function numberedPlace(
  token: Token,
  numbers: LineNumbers,
): { readonly line: number; readonly file: string } {
  const { line } = userRange(token).start;
  const { file } = outermost(token);
  const found = numbers.get(file);
  if (found === undefined || line <= found.at) return { line: line + 1, file: file.path };
  return { line: found.number + line - found.at - 1, file: found.name ?? file.path };
}

function outermost(token: Token): Token {
  let at = token;
  while (at.expansion !== undefined) at = at.expansion.site;
  return at;
}
