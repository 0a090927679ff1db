// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { boardFileNames } from './board-files.js';

const names = ['hikey.c', 'hikey.dts', 'hikey.cmdline.txt', 'hikey-linux.dts', 'notes.dts'];

describe('The files about a board', () => {
  it('are those beside a system that have its name', () => {
    const found = boardFileNames('/boards/hikey.c', { names, textOf: () => undefined });
    assert.deepEqual(found, ['hikey.dts', 'hikey.cmdline.txt']);
  });

  it('are those that cellblock.json names, where it names any', () => {
    const folder = {
      names: [...names, 'cellblock.json'],
      textOf: () => '{ "board": { "hikey.c": ["../notes.dts"] } }',
    };
    assert.deepEqual(boardFileNames('hikey.c', folder), ['../notes.dts']);
    assert.deepEqual(boardFileNames('hikey-linux.c', folder), ['hikey-linux.dts']);
  });
});
