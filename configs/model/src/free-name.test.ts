// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { nameFromFile } from './free-name.js';
import { sampleCell, sampleSystem } from './sample-config.test-support.js';

const cells = (...names: string[]) => ({ cells: names.map((name) => sampleCell({ name })) });

describe('A name for a cell', () => {
  it('is that of its file', () => {
    assert.equal(nameFromFile('configs/arm64/board-demo.c', cells()), 'board-demo');
    assert.equal(nameFromFile('C:\\configs\\board demo.cell', cells()), 'board-demo');
    assert.equal(nameFromFile(undefined, cells()), 'cell');
  });

  it('gets the first free number where another is called so', () => {
    const system = sampleSystem({ name: 'demo' });
    assert.equal(nameFromFile('demo.c', { system, cells: [] }), 'demo-2');
    assert.equal(nameFromFile('demo.c', cells('demo', 'demo-2')), 'demo-3');
  });

  it('fits into its field with a NUL, number included', () => {
    const long = 'a'.repeat(40);
    const first = nameFromFile(`${long}.c`, cells());
    const second = nameFromFile(`${long}.c`, cells(first));
    assert.ok(first.length <= 31 && second.length <= 31);
    assert.notEqual(first, second);
  });
});
