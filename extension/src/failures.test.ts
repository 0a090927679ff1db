// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileReason } from './failures.js';

describe('The reason why a file cannot be read', () => {
  it('is what the operating system says, without the path', async () => {
    const error: unknown = await readFile('/no/such file').catch((reason: unknown) => reason);
    assert.equal(fileReason(error), 'no such file or directory');
  });

  it('is plain for a folder, too', async () => {
    const error: unknown = await readFile('/').catch((reason: unknown) => reason);
    assert.equal(fileReason(error), 'illegal operation on a directory');
  });

  it('is the whole sentence of any other error', () => {
    assert.equal(fileReason(new Error('the disk is on fire')), 'the disk is on fire');
  });
});
