// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { TerminalText } from './terminal-text.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("A terminal's text", () => {
  it('returns to the first column at a bare line feed', () => {
    assert.equal(new TerminalText().add(bytes('one\ntwo\n')), 'one\r\ntwo\r\n');
  });

  it('leaves a line ending of two characters as it is, even cut in two', () => {
    const text = new TerminalText();
    assert.equal(text.add(bytes('one\r')) + text.add(bytes('\ntwo')), 'one\r\ntwo');
  });

  it('joins a character whose bytes come in two pieces', () => {
    const text = new TerminalText();
    const [first, ...rest] = bytes('µ');
    assert.equal(text.add(Uint8Array.of(first ?? 0)), '');
    assert.equal(text.add(Uint8Array.from(rest)), 'µ');
  });

  it('keeps what came before it was opened', () => {
    const text = new TerminalText();
    text.add(bytes('one\n'));
    text.add(bytes('two'));
    assert.equal(text.backlog, 'one\r\ntwo');
  });

  it('forgets the oldest text of an endless console', () => {
    const text = new TerminalText();
    for (let line = 0; line < 30_000; line++) text.add(bytes(`line ${line}\n`));
    assert.ok(text.backlog.length <= 200_000);
    assert.ok(text.backlog.endsWith('line 29999\r\n'));
  });
});
