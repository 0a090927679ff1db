// SPDX-License-Identifier: MIT
// Comments, line splices, other white space and line ends, strewn over a source
// where they change nothing.
import type { Choices } from './choices.test-support.js';

export function strewn(text: string, choices: Choices): string {
  let result = text;
  if (choices.chance(35)) result = withComments(result, choices);
  if (choices.chance(20)) result = withSplices(result, choices);
  if (choices.chance(6)) result = result.replaceAll('\n', '\r\n');
  if (choices.chance(4)) result = result.replace(/\r?\n$/, '');
  return result;
}

const comments = [
  '/* c */',
  '/**/',
  '/* " */',
  "/* it's */",
  '/* // */',
  '/* a\n * b */',
  '/* #if */',
  '/*\\*/',
];

/** Comments in place of spaces, or at the ends of lines. */
function withComments(text: string, choices: Choices): string {
  const lines = text.split('\n').map((line, index, all) => {
    const isContinued = line.endsWith('\\');
    const isPlain = !/["'#]/.test(line) && !isContinued && all[index - 1]?.endsWith('\\') !== true;
    if (choices.chance(4) && isPlain)
      return `${line} // ${choices.pick(['why', 'a "b', "it's", '/* x'])}`;
    if (!choices.chance(15) || /["']|include/.test(line)) return line;
    const spaces = [...line.matchAll(/ /g)].map((match) => match.index);
    const at = choices.pickFrom(spaces);
    if (at === undefined) return line;
    const comment = choices.pickFrom(comments) ?? '/**/';
    const gap = isPlain ? choices.pick([' ', '\t', '\n', '\f', '  ']) : ' ';
    return `${line.slice(0, at)}${gap}${comment} ${line.slice(at + 1)}`;
  });
  return lines.join('\n');
}

/** Backslashes at line ends may stand anywhere, inside of names and strings too. */
function withSplices(text: string, choices: Choices): string {
  let result = text;
  for (let count = choices.between(1, 6); count > 0; count--) {
    const at = choices.below(result.length + 1);
    const around = result.slice(Math.max(0, at - 1), at + 1);
    if (!/[\\\n]/.test(around)) result = `${result.slice(0, at)}\\\n${result.slice(at)}`;
  }
  return result;
}
