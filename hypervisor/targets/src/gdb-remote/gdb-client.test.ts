// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { TargetFailure } from '../target-failure.js';
import { GdbClient } from './gdb-client.js';
import { encodePacket, PacketReader } from './packets.js';

/** A stub that answers each packet as the test says; undefined: not at all. */
class FakeStub extends Duplex {
  readonly seen: string[] = [];
  private readonly reader = new PacketReader();

  constructor(private readonly answer: (payload: string, stub: FakeStub) => string | undefined) {
    super();
  }

  override _write(bytes: Uint8Array, _encoding: string, done: () => void): void {
    for (const event of this.reader.push(bytes)) {
      this.seen.push(event.kind === 'packet' ? event.payload : event.kind);
      if (event.kind !== 'packet') continue;
      const reply = this.answer(event.payload, this);
      if (reply !== undefined) this.push(Buffer.concat([Buffer.from('+'), encodePacket(reply)]));
    }
    done();
  }

  override _read(): void {
    // Everything is pushed when it is there.
  }
}

const XML =
  '<target><feature name="x.core"><reg name="x0" bitsize="64"/><reg name="pc" bitsize="32"/></feature>' +
  '<feature name="x.sys"><reg name="HCR_EL2" bitsize="64"/></feature></target>';

/** What a well-behaved stub says. */
function usual(payload: string): string {
  if (payload.startsWith('qSupported')) return 'PacketSize=50;qXfer:features:read+';
  const document = /^qXfer:features:read:target.xml:([0-9a-f]+),([0-9a-f]+)$/.exec(payload);
  if (document) {
    const [offset, length] = [parseInt(document[1] ?? '', 16), parseInt(document[2] ?? '', 16)];
    const part = XML.slice(offset, offset + length);
    return (offset + length >= XML.length ? 'l' : 'm') + part;
  }
  if (payload === 'g') return '0100000000000080' + '78563412';
  if (payload === 'p2') return '3100000000000000';
  if (payload.startsWith('vCont')) return 'T05thread:p01.02;';
  return payload === '?' ? 'S05' : 'OK';
}

async function connect(answer: (payload: string, stub: FakeStub) => string | undefined): Promise<{
  client: GdbClient;
  stub: FakeStub;
}> {
  const stub = new FakeStub(answer);
  const client = new GdbClient(stub, 'the stub');
  await client.connect();
  return { client, stub };
}

describe('gdb-remote client', () => {
  it('learns the registers from a description that comes in parts', async () => {
    const { client } = await connect(usual);
    assert.deepEqual(
      client.registers.map(({ name, number, bytes }) => `${name} ${number} ${bytes}`),
      ['x0 0 8', 'pc 1 4', 'HCR_EL2 2 8'],
    );
    const core = await client.readCoreRegisters(1);
    assert.equal(core.get('x0'), 0x8000000000000001n);
    assert.equal(core.get('pc'), 0x12345678n);
    const [, , hcr] = client.registers;
    assert.ok(hcr);
    assert.equal(await client.readRegister(1, hcr), 0x31n);
  });

  it('reads core registers once a halt, and again after a run', async () => {
    const { client, stub } = await connect(usual);
    await client.readCoreRegisters(1);
    await client.readCoreRegisters(1);
    await client.run('continue');
    await client.readCoreRegisters(1);
    assert.equal(stub.seen.filter((payload) => payload === 'g').length, 2);
  });

  it('sends a packet again that the stub has not understood', async () => {
    let refused = false;
    const { client, stub } = await connect((payload, self) => {
      if (payload !== 'Z0,1000,4' || refused) return usual(payload);
      refused = true;
      self.push('-');
      return undefined;
    });
    assert.equal(await client.insert({ kind: 0, address: 0x1000n, length: 4 }), true);
    assert.equal(stub.seen.filter((payload) => payload === 'Z0,1000,4').length, 2);
  });

  it('asks again for an answer that arrives damaged', async () => {
    const { client, stub } = await connect((payload, self) => {
      if (payload !== 'm1000,2') return usual(payload);
      self.push('+$abcd#00');
      return undefined;
    });
    const read = client.readMemory(0x1000n, 2);
    while (!stub.seen.includes('nack')) await new Promise((next) => setImmediate(next));
    stub.push('$abcd#8a');
    assert.deepEqual(await read, Uint8Array.of(0xab, 0xcd));
  });

  it('splits long accesses by what the stub takes at once', async () => {
    const { client, stub } = await connect((payload) => {
      const read = /^m[0-9a-f]+,([0-9a-f]+)$/.exec(payload);
      return read ? '5a'.repeat(parseInt(read[1] ?? '', 16)) : usual(payload);
    });
    const bytes = await client.readMemory(0x1000n, 100);
    assert.deepEqual(bytes, new Uint8Array(100).fill(0x5a));
    assert.ok(stub.seen.filter((payload) => payload.startsWith('m')).length > 1);
  });

  it('fails when the stub refuses to run', async () => {
    const { client } = await connect((payload) =>
      payload.startsWith('vCont') ? 'E22' : usual(payload),
    );
    await assert.rejects(client.run('continue'), { code: 'connection-lost', message: /"E22"/ });
  });

  it('fails what waits, and what comes later, when the connection ends', async () => {
    const { client, stub } = await connect((payload) =>
      payload.startsWith('vCont') ? undefined : usual(payload),
    );
    const running = client.run('continue');
    stub.destroy();
    await assert.rejects(running, { code: 'connection-lost' });
    await assert.rejects(client.readMemory(0n, 1), { code: 'connection-lost' });
  });

  it('ends every request with a result or a named failure, whatever the stub says', async () => {
    const reply = fc.oneof(fc.string(), fc.constantFrom('', 'OK', 'E01', 'm1', 'l', 'T05', 'x'));
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 30 }), async (replies) => {
        const queue = [...replies];
        const stub = new FakeStub((payload, self) => {
          const next = queue.shift();
          // After a vCont it may run as long as it likes.
          if (next === undefined || payload.startsWith('vCont')) setImmediate(() => self.destroy());
          return next;
        });
        const client = new GdbClient(stub, 'the stub');
        try {
          await client.connect();
          await client.readCoreRegisters(3);
          await client.readMemory(0n, 64);
          await client.run('step', [1]);
        } catch (failure) {
          assert.ok(failure instanceof TargetFailure, String(failure));
        }
        client.kill();
      }),
    );
  });
});
