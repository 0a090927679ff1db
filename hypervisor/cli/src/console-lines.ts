// SPDX-License-Identifier: MIT
// Many consoles on one terminal: whole lines, each after its console's name.

import { TextDecoder } from 'node:util';
import { printable } from './printable.js';

/** Where a line that does not end is cut, in characters. */
const LONGEST_LINE = 4096;

export interface ConsoleLines {
  /** Bytes of one console, in any cut. */
  write(name: string, bytes: Uint8Array): void;
  /** Shows what waits for its end of line. */
  flush(): void;
  /** Lines shown of this console so far. */
  count(name: string): number;
}

/**
 * @param width of the widest console name, for the column
 * @param show takes one finished line, without its newline
 */
export function consoleLines(width: number, show: (line: string) => void): ConsoleLines {
  const pending = new Map<string, { decoder: TextDecoder; text: string }>();
  const counts = new Map<string, number>();

  const emit = (name: string, text: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    show(printable(`${name.padEnd(width)} | ${text.replace(/\r$/, '')}`));
  };
  const stateOf = (name: string) => {
    const known = pending.get(name);
    if (known !== undefined) return known;
    const fresh = { decoder: new TextDecoder(), text: '' };
    pending.set(name, fresh);
    return fresh;
  };

  return {
    write(name, bytes) {
      const state = stateOf(name);
      const lines = (state.text + state.decoder.decode(bytes, { stream: true })).split('\n');
      const rest = lines.pop() ?? '';
      for (const line of lines) emit(name, line);
      const cut = rest.length - (rest.length % LONGEST_LINE);
      for (let at = 0; at < cut; at += LONGEST_LINE) emit(name, rest.slice(at, at + LONGEST_LINE));
      state.text = rest.slice(cut);
    },
    flush() {
      for (const [name, state] of pending) {
        if (state.text !== '') emit(name, state.text);
        state.text = '';
      }
    },
    count: (name) => counts.get(name) ?? 0,
  };
}
