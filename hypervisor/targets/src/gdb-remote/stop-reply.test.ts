// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseStopReply } from './stop-reply.js';

describe('stop reply', () => {
  it('tells signal and thread', () => {
    const reply = parseStopReply('T05thread:p01.03;');
    assert.deepEqual(reply, { kind: 'stopped', signal: 5, thread: 3 });
  });

  it('tells the address of a watchpoint', () => {
    const reply = parseStopReply('T05thread:p01.01;watch:40001000;');
    assert.deepEqual(reply, { kind: 'stopped', signal: 5, thread: 1, watch: 0x40001000n });
  });

  it('tells the end of the target', () => {
    assert.deepEqual(parseStopReply('W00'), {
      kind: 'ended',
      detail: 'The target exited with status 0.',
    });
  });

  it('is nothing else, and never an exception', () => {
    assert.equal(parseStopReply('O48656c6c6f'), undefined);
    assert.equal(parseStopReply('E01'), undefined);
    fc.assert(fc.property(fc.string(), (text) => void parseStopReply(`T${text}`)));
  });
});
