// SPDX-License-Identifier: MIT
// Text around a place in a source: lines, their indentation, comments, commas.

/** Replacement of the characters from `start` up to but not including `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

const tabStop = 8;
const lineWidth = 80;

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStartAt(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line ends, its newline not included. */
function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end - 1 >= at ? end - 1 : end;
}

/** The blanks that the line of a place starts with. */
export function indentAt(text: string, at: number): string {
  const start = lineStartAt(text, at);
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** Whether only blanks stand in front of a place in its line. */
export function startsLine(text: string, at: number): boolean {
  return text.slice(lineStartAt(text, at), at).trim() === '';
}

const blankOrComment = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*|\\\r?\n)*/y;

/** The next character that is neither blank nor in a comment. */
export function skipBlanks(text: string, at: number): number {
  blankOrComment.lastIndex = at;
  blankOrComment.test(text);
  return Math.max(at, blankOrComment.lastIndex);
}

/** Behind the comma that follows a place, or undefined if none does. */
export function behindComma(text: string, at: number): number | undefined {
  const next = skipBlanks(text, at);
  return text[next] === ',' ? next + 1 : undefined;
}

/** Behind a comment that is all that follows in the line; else the place itself. */
export function behindLineComment(text: string, at: number): number {
  const rest = text.slice(at, lineEndAt(text, at));
  const isComment = /^[ \t]*(?:\/\*[^\n]*\*\/|\/\/[^\n]*)[ \t]*$/.test(rest);
  return isComment ? at + rest.length : at;
}

/** Where the comments that belong to a place start: in its line, or right above it. */
export function withComments(text: string, at: number): number {
  let start = at;
  for (;;) {
    const before = text.slice(0, start);
    const gap = /[ \t]*(?:\r?\n[ \t]*)?$/.exec(before)?.[0] ?? '';
    const comment = /\/\*(?:[^*]|\*(?!\/))*\*\/$|(?<=\n[ \t]*)\/\/[^\n]*$/.exec(
      before.slice(Math.max(0, before.length - gap.length - 2000), before.length - gap.length),
    )?.[0];
    if (comment === undefined) return start;
    const found = start - gap.length - comment.length;
    const isOwn = gap.includes('\n') ? startsLine(text, found) : true;
    if (!isOwn) return start;
    start = found;
  }
}

/** `head` and a value; long flags go on in the next line, one step further in. */
export function wrapped(indent: string, head: string, value: string, newline: string): string {
  const parts = value.split(' | ');
  const lines: string[] = [];
  let line = `${indent}${head}${parts[0] ?? ''}`;
  for (const part of parts.slice(1)) {
    const longer = `${line} | ${part}`;
    if (widthOf(longer) + 2 <= lineWidth) line = longer;
    else {
      lines.push(`${line} |`);
      line = `${indent}${unitOf(indent)}${part}`;
    }
  }
  return [...lines, line].join(newline);
}

/** A value that goes to a place in a line. */
export function wrappedAt(text: string, at: number, value: string): string {
  const indent = indentAt(text, at);
  const head = text.slice(lineStartAt(text, at) + indent.length, at);
  return wrapped(indent, head, value, newlineOf(text)).slice(indent.length + head.length);
}

function widthOf(line: string): number {
  let width = 0;
  for (const char of line) width += char === '\t' ? tabStop - (width % tabStop) : 1;
  return width;
}

/** One step of indentation, as the line has it. */
export function unitOf(indent: string): string {
  return indent === '' || indent.includes('\t') ? '\t' : '    ';
}

/** How often a name stands in the code, comments not counted. */
export function usesOf(name: string, text: string): number {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, ' ');
  return code.split(new RegExp(`(?<![\\w$])${name}(?![\\w$])`)).length - 1;
}

/** One edit for those at the same place; undefined if two want the same text. */
export function merged(edits: readonly TextEdit[]): TextEdit[] | undefined {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  const result: TextEdit[] = [];
  for (const { edit } of sorted) {
    const last = result.at(-1);
    if (last === undefined || last.end < edit.start) result.push(edit);
    else if (last.end === edit.start && last.start === last.end && edit.start === edit.end) {
      result[result.length - 1] = { ...last, newText: last.newText + edit.newText };
    } else if (last.end === edit.start) result.push(edit);
    else return undefined;
  }
  return result;
}
