// SPDX-License-Identifier: MIT
// Line breaks that the writer of a configuration chose: behind the operators of
// a long value, and between the numbers of a list. A formatter without a limit
// of columns cannot know where lines are too long.
import { SourceText } from './source-text.js';
import type { Piece } from './source-text.js';

const operator = /^(=|\||\+|-|\*|\/|&|<<|>>|\^|\|\||&&)$/;

/** `after` with the breaks of `before`; unchanged if more than space differs between them. */
export function keepLineBreaks(before: string, after: string): string {
  const [old, now] = [new SourceText(before), new SourceText(after)];
  const isSame =
    old.pieces.length === now.pieces.length &&
    old.pieces.every(({ text }, index) => text === now.pieces[index]?.text);
  if (!isSame) return after;
  let text = '';
  let end = 0;
  let depth = 0;
  let indent = '';
  now.pieces.forEach((piece, index) => {
    const [previous, earlier] = [now.pieces[index - 1], old.pieces[index - 1]];
    const space = after.slice(end, piece.start);
    const earlierSpace = before.slice(earlier?.end ?? 0, old.pieces[index]?.start);
    const kept =
      previous === undefined || piece.directive !== undefined || depth === 0
        ? undefined
        : chosenSpace(previous, piece, { space, earlierSpace, indent });
    if (kept === undefined && space.includes('\n')) {
      indent = space.slice(space.lastIndexOf('\n') + 1);
    }
    text += (kept ?? space) + piece.text;
    ({ end } = piece);
    if (piece.kind === 'punctuator' && piece.text === '{') depth++;
    else if (piece.kind === 'punctuator' && piece.text === '}') depth--;
  });
  return text + after.slice(end);
}

interface Space {
  /** What the formatter has put between two pieces. */
  readonly space: string;
  /** What was there before. */
  readonly earlierSpace: string;
  /** Of the line that the value began in. */
  readonly indent: string;
}

/** What is to stand between two pieces instead; undefined: what the formatter says. */
function chosenSpace(
  previous: Piece,
  piece: Piece,
  { space, earlierSpace, indent }: Space,
): string | undefined {
  if (previous.kind !== 'punctuator' || piece.kind === 'comment') return undefined;
  const wasBroken = earlierSpace.includes('\n');
  if (operator.test(previous.text) && wasBroken) {
    const chosen = earlierSpace.slice(earlierSpace.lastIndexOf('\n') + 1);
    const isFurtherIn = chosen.startsWith(`${indent}\t`) || chosen.startsWith(`${indent}  `);
    return `\n${isFurtherIn ? chosen : `${indent}\t`}`;
  }
  const isListed = previous.text === ',' && (piece.kind === 'number' || piece.kind === 'word');
  return isListed && !wasBroken && space.includes('\n') ? ' ' : undefined;
}
