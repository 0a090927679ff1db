// SPDX-License-Identifier: MIT
// A device tree source behind the preprocessor, read piece by piece, with the
// line of the file that each piece comes from.
import type { SourceLine } from './preprocess.js';

export class SourceText {
  private readonly text: string;
  /** Where in the text each line starts. */
  private readonly starts: number[] = [];
  private position = 0;

  constructor(private readonly lines: readonly SourceLine[]) {
    const parts: string[] = [];
    let length = 0;
    for (const { text } of lines) {
      this.starts.push(length);
      parts.push(text, '\n');
      length += text.length + 1;
    }
    this.text = parts.join('');
    this.skipBlank();
  }

  atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The line of what comes next. */
  line(): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= this.position) low = middle + 1;
      else high = middle;
    }
    return this.lines[Math.max(0, low - 1)]?.line ?? 1;
  }

  /** What comes next, if it matches a sticky pattern; blanks behind it are passed. */
  accept(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.position += found.length;
    this.skipBlank();
    return found;
  }

  skip(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    this.skipBlank();
    return true;
  }

  /** Over the rest of a statement: its semicolon, or what its braces hold. */
  skipStatement(): void {
    let depth = 0;
    for (; this.position < this.text.length; this.position++) {
      const character = this.text[this.position];
      if (character === '{') depth++;
      else if (character === '}') {
        if (depth === 0) return;
        depth--;
      } else if (character === ';' && depth === 0) {
        this.position++;
        this.skipBlank();
        return;
      }
    }
  }

  skipAll(): void {
    this.position = this.text.length;
  }

  /** A little of what comes next, for messages. */
  sample(): string {
    const line = this.text.slice(this.position, this.position + 30).split('\n')[0] ?? '';
    return `"${line.trim()}".`;
  }

  private skipBlank(): void {
    const blank = /\s*/y;
    blank.lastIndex = this.position;
    this.position += blank.exec(this.text)?.[0].length ?? 0;
  }
}
