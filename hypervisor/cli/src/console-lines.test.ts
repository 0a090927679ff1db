// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { consoleLines } from './console-lines.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('Console lines', () => {
  it('shows whole lines after the name of their console, however the bytes are cut', () => {
    const shown: string[] = [];
    const lines = consoleLines(6, (line) => shown.push(line));
    lines.write('one', encode('Hel'));
    lines.write('two', encode('other\nhalf'));
    lines.write('one', encode('lo\r\n'));
    assert.deepEqual(shown, ['two    | other', 'one    | Hello']);
    lines.flush();
    assert.equal(shown.at(-1), 'two    | half');
    assert.equal(lines.count('two'), 2);
  });

  it('keeps a character together whose bytes arrive apart', () => {
    const shown: string[] = [];
    const lines = consoleLines(1, (line) => shown.push(line));
    const bytes = encode('é\n');
    lines.write('a', bytes.subarray(0, 1));
    lines.write('a', bytes.subarray(1));
    assert.deepEqual(shown, ['a | é']);
  });

  it('cuts a line that does not end', () => {
    const shown: string[] = [];
    const lines = consoleLines(1, (line) => shown.push(line));
    for (let i = 0; i < 100; i++) lines.write('a', encode('x'.repeat(100)));
    assert.deepEqual(
      shown.map((line) => line.length),
      [4100, 4100],
    );
    lines.flush();
    assert.equal(shown.join('').replaceAll('a | ', '').length, 10_000);
  });

  it('shows the escape sequences of a guest instead of obeying them', () => {
    const shown: string[] = [];
    consoleLines(1, (line) => shown.push(line)).write('a\u001b', encode('\u001b[2Jgone\n'));
    assert.deepEqual(shown, ['a\\x1b | \\x1b[2Jgone']);
  });
});
