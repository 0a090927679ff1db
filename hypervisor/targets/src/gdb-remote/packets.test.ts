// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodePacket, PacketReader, type PacketEvent } from './packets.js';

function read(text: string): PacketEvent[] {
  return new PacketReader().push(Buffer.from(text, 'latin1'));
}

describe('gdb-remote packets', () => {
  it('carry a checksum', () => {
    assert.equal(Buffer.from(encodePacket('OK')).toString(), '$OK#9a');
    assert.deepEqual(read('$OK#9a'), [{ kind: 'packet', payload: 'OK' }]);
  });

  it('with a wrong checksum are damaged', () => {
    assert.deepEqual(read('$OK#9b'), [
      { kind: 'damaged', reason: 'a packet has a wrong checksum' },
    ]);
    assert.deepEqual(read('$OK#zz+').at(-1), { kind: 'ack' });
  });

  it('may repeat a character by run length', () => {
    assert.deepEqual(read('$0* #7a'), [{ kind: 'packet', payload: '0000' }]);
  });

  it('may be preceded by acknowledgements and noise', () => {
    const kinds = read('+-noise\u0003$#00').map((event) => event.kind);
    assert.deepEqual(kinds, ['ack', 'nack', 'interrupt', 'packet']);
  });

  it('that are cut off by the next one do not swallow it', () => {
    const kinds = read('$abc$OK#9a').map((event) => event.kind);
    assert.deepEqual(kinds, ['damaged', 'packet']);
  });

  it('bring any payload across, however the bytes are cut', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.array(byte), fc.array(fc.nat(20)), (bytes, cuts) => {
        const payload = String.fromCharCode(...bytes);
        const frame = encodePacket(payload);
        const reader = new PacketReader();
        const events: PacketEvent[] = [];
        let at = 0;
        for (const cut of cuts) events.push(...reader.push(frame.subarray(at, (at += cut))));
        events.push(...reader.push(frame.subarray(at)));
        assert.deepEqual(events, [{ kind: 'packet', payload }]);
      }),
    );
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const reader = new PacketReader();
        reader.push(noise);
        reader.push(Uint8Array.of(0x24, ...noise, 0x23, 0x30, 0x30));
      }),
    );
  });
});
