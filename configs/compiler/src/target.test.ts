// SPDX-License-Identifier: MIT
// Which ABI a configuration is built for, and what that changes.
import assert from 'node:assert/strict';
import { compile } from './compile.js';
import { inputFor } from './sources.test-support.js';
import { targetOf } from './target.js';

const source = 'unsigned char config[] = { sizeof(long), sizeof(void *), (char)0x80 < 0 };';

function bytesOf(file: string): number[] {
  return [...(compile(inputFor(file, { [file]: source })).image ?? [])];
}

describe('The target', () => {
  it('is that of the nearest folder named for an architecture', () => {
    assert.equal(targetOf('configs/arm64/board.c'), 'aarch64');
    assert.equal(targetOf('configs/arm/board.c'), 'arm');
    assert.equal(targetOf('arm64/x86/boards/board.c'), 'x86_64');
    assert.equal(targetOf('arm64.c'), 'x86_64');
  });

  it('decides about sizes and about the sign of char', () => {
    assert.deepEqual(bytesOf('configs/arm64/board.c'), [8, 8, 0]);
    assert.deepEqual(bytesOf('configs/arm/board.c'), [4, 4, 0]);
    assert.deepEqual(bytesOf('board.c'), [8, 8, 1]);
  });

  it('is asked for by name, whatever the folder', () => {
    const input = inputFor('configs/arm/board.c', { 'configs/arm/board.c': source });
    assert.deepEqual([...(compile({ ...input, target: 'aarch64' }).image ?? [])], [8, 8, 0]);
  });
});
