// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { Documents } from './documents.js';

describe('Documents', () => {
  const disk = (path: string): string | undefined => (path === '/a.c' ? 'on disk' : undefined);

  it('are what is on disk until they are opened', () => {
    const documents = new Documents(disk);
    assert.equal(documents.read('/a.c'), 'on disk');
    documents.set('/a.c', 'being typed');
    assert.equal(documents.read('/a.c'), 'being typed');
    documents.close('/a.c');
    assert.equal(documents.read('/a.c'), 'on disk');
  });

  it('may exist in the editor only, or be empty there', () => {
    const documents = new Documents(disk);
    documents.set('/new.c', '');
    assert.equal(documents.read('/new.c'), '');
    assert.equal(documents.read('/other.c'), undefined);
    assert.deepEqual(documents.open(), ['/new.c']);
  });
});
