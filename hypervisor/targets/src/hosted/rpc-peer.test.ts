// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { RpcPeer, type RpcPeerOptions } from './rpc-peer.js';

const options: RpcPeerOptions = {
  failures: [],
  connectionLost: () => new Error('lost'),
  log: () => undefined,
};

describe('A peer', () => {
  it('tells every listener of a notification, until each one leaves', async () => {
    const there = new PassThrough();
    const back = new PassThrough();
    const sender = new RpcPeer(back, there, options);
    const receiver = new RpcPeer(there, back, options);
    const heard: string[] = [];
    let finished = (): void => undefined;
    const done = new Promise<void>((resolve) => (finished = resolve));
    const first = receiver.onNotify('text', (value) => heard.push(`first ${String(value)}`));
    receiver.onNotify('text', (value) => heard.push(`second ${String(value)}`));
    receiver.onNotify('leave', () => first.dispose());
    receiver.onNotify('end', () => finished());
    sender.listen();
    receiver.listen();
    sender.notify('text', 'a');
    sender.notify('leave', undefined);
    sender.notify('text', 'b');
    sender.notify('end', undefined);
    await done;
    assert.deepEqual(heard, ['first a', 'second a', 'second b']);
    sender.close();
    receiver.close();
  });
});
