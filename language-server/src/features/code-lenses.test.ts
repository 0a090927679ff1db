// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { lensesOf } from './code-lenses.js';

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';
const all = new Set(['cellblock.launchCell', 'cellblock.showMemoryMap']);

function titles(file: string, text = textOf(file), commands: ReadonlySet<string> = all): string[] {
  const { analysis, workspace } = editorWith({ [file]: text });
  return lensesOf(analysis, workspace, pathOf(file), commands).map(({ title }) => title);
}

describe('Code lenses', () => {
  it('tell the size of the image and offer what the client can do', () => {
    assert.deepEqual(titles(cell), ['compiled: 236 bytes', 'launch "inmate-demo"', 'memory map']);
    assert.deepEqual(titles(cell, textOf(cell), new Set()), ['compiled: 236 bytes']);
    assert.deepEqual(titles('configs/arm64/qemu-arm64.c').slice(1), ['memory map']);
  });

  it('tell what stands against compiling', () => {
    const broken = textOf(cell).replace('0b0010', 'missing');
    assert.equal(titles(cell, broken)[0], 'does not compile: 1 error');
  });

  it('are none above other files', () => {
    assert.deepEqual(titles('configs/arm64/qemu-arm64.h'), []);
  });
});
