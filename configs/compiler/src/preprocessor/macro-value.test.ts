// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { compile } from '../compile.js';

/** The value of N after these lines. */
function valueOf(...lines: string[]): bigint | undefined {
  const { macroValue } = compile({
    file: 'board.c',
    readFile: () => lines.join('\n'),
    includePaths: [],
  });
  return macroValue('N');
}

describe("A macro's value", () => {
  it('is what its constants come to', () => {
    assert.equal(valueOf('#define N 0x0020'), 0x20n);
    assert.equal(valueOf('#define SHIFT 16', '#define N (8 << SHIFT)'), 0x80000n);
    assert.equal(valueOf('#define BIT(n) (1ULL << (n))', '#define N BIT(40)'), 1n << 40n);
  });

  it('is missing where it is no constant', () => {
    assert.equal(valueOf('#define N "text"'), undefined);
    assert.equal(valueOf('#define N'), undefined);
    assert.equal(valueOf('#define N sizeof(int)'), undefined);
    assert.equal(valueOf('#define N(x) 1'), undefined);
    assert.equal(valueOf('#define N 1 +'), undefined);
    assert.equal(valueOf('#define N 1 / 0'), undefined);
    assert.equal(valueOf('#define N N'), undefined);
    assert.equal(valueOf('int x;'), undefined);
  });

  it('is missing where it would take forever to find', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `#define N${i + 1} N${i} + N${i}`);
    assert.equal(valueOf('#define N0 1', ...doubling, '#define N N40'), undefined);
  });
});
