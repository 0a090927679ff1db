// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { PassThrough, type Duplex } from 'node:stream';
import type { MachineDescription } from '../machine-description.js';
import { QEMU_CAPABILITIES } from '../qemu/capabilities.js';
import type { Stop, Target, TargetEvent } from '../target.js';
import { TargetFailure } from '../target-failure.js';
import { HostedTarget, RpcPeer, serveTarget, TARGET_FAILURES } from './index.js';

/** Remembers what it was asked and answers with fixed data. */
class RecordingTarget implements Target {
  readonly capabilities = QEMU_CAPABILITIES;
  readonly calls: unknown[][] = [];
  readonly listeners = new Set<(event: TargetEvent) => void>();
  readonly consoles = {
    list: () => [{ name: 'uart0' }],
    write: (...params: unknown[]) => this.record('writeConsole', params, undefined),
  };
  start = (...params: unknown[]) => this.record('start', params, undefined);
  resume = (...params: unknown[]) => this.record('resume', params, undefined);
  step = () => Promise.reject(new TargetFailure('no-such-cpu', 'There is no CPU 9.'));
  pause = () => Promise.reject(new RangeError('a bug'));
  cpus = () => Promise.resolve([0, 1]);
  readRegisters = (...params: unknown[]) => this.record('readRegisters', params, { x0: 1n << 63n });
  writeRegisters = (...params: unknown[]) => this.record('writeRegisters', params, undefined);
  readMemory = (...params: unknown[]) => this.record('readMemory', params, Uint8Array.of(1, 2));
  writeMemory = (...params: unknown[]) => this.record('writeMemory', params, undefined);
  setStops = (...params: unknown[]) =>
    this.record('setStops', params, [{ id: 7, set: true as const }]);
  dispose = () => Promise.resolve();

  onEvent(listener: (event: TargetEvent) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  emit(event: TargetEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private record<T>(name: string, params: unknown[], result: T): Promise<T> {
    this.calls.push([name, ...params]);
    return Promise.resolve(result);
  }
}

interface Wire {
  readonly served: RecordingTarget;
  readonly hosted: HostedTarget;
  readonly toServer: Duplex;
  readonly peers: readonly RpcPeer[];
  readonly log: string[];
}

async function connect(): Promise<Wire> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const log: string[] = [];
  const options = {
    failures: [TARGET_FAILURES],
    connectionLost: () => new TargetFailure('connection-lost', 'The connection has ended.'),
    log: (text: string) => void log.push(text),
  };
  const server = new RpcPeer(toServer, toClient, options);
  const client = new RpcPeer(toClient, toServer, options);
  const served = new RecordingTarget();
  serveTarget(server, served);
  server.listen();
  client.listen();
  const hosted = await HostedTarget.attach(client);
  return { served, hosted, toServer, peers: [server, client], log };
}

const machine: MachineDescription = {
  architecture: 'arm64',
  cpuCount: 4,
  ram: [{ start: 0x40000000n, size: 1n << 30n }],
  interruptController: { kind: 'gicv3', distributor: 0x08000000n, redistributors: 0x080a0000n },
  uarts: [{ name: 'uart0', kind: 'pl011', address: 0x09000000n }],
  bootImage: '/steward.elf',
};

const stop: Stop = {
  id: 7,
  kind: 'exit',
  reasons: 1n << 16n,
  hook: {
    entry: 0xffffc0200000n,
    mask: 0x7fc00000n,
    firstCpu: 0x7fc01000n,
    cpuStride: 80,
    offsets: { reason: 16, cellId: 20, address: 48 },
  },
  condition: {
    kind: 'binary',
    operator: '==',
    left: { kind: 'register', name: 'x0' },
    right: { kind: 'constant', value: 0xffffffffffffffffn },
  },
};

describe('hosted target', () => {
  let wire: Wire;
  beforeEach(async () => (wire = await connect()));
  afterEach(() => wire.peers.forEach((peer) => peer.close()));

  it('brings every call and its answer across', async () => {
    const { hosted, served } = wire;
    await hosted.start(machine);
    await hosted.resume();
    await hosted.resume([1, 2]);
    assert.deepEqual(await hosted.cpus(), [0, 1]);
    assert.deepEqual(await hosted.readRegisters(1, ['x0']), { x0: 1n << 63n });
    await hosted.writeRegisters(1, { x0: 5n });
    const space = { kind: 'stage2', vttbr: 0x5000040083000n } as const;
    assert.deepEqual(await hosted.readMemory(space, 0xfffffffffffffff0n, 2), Uint8Array.of(1, 2));
    await hosted.writeMemory({ kind: 'current', cpu: 1 }, 0n, Uint8Array.of(9));
    assert.deepEqual(await hosted.setStops([stop]), [{ id: 7, set: true }]);
    await hosted.consoles.write('uart0', Uint8Array.of(65));
    assert.deepEqual(served.calls, [
      ['start', machine],
      ['resume'],
      ['resume', [1, 2]],
      ['readRegisters', 1, ['x0']],
      ['writeRegisters', 1, { x0: 5n }],
      ['readMemory', space, 0xfffffffffffffff0n, 2],
      ['writeMemory', { kind: 'current', cpu: 1 }, 0n, Uint8Array.of(9)],
      ['setStops', [stop]],
      ['writeConsole', 'uart0', Uint8Array.of(65)],
    ]);
  });

  it('shows capabilities and consoles', () => {
    assert.deepEqual(wire.hosted.capabilities, QEMU_CAPABILITIES);
    assert.deepEqual(wire.hosted.consoles.list(), [{ name: 'uart0' }]);
  });

  it('gives failures with their code', async () => {
    await assert.rejects(wire.hosted.step(9), (failure) => {
      assert.ok(failure instanceof TargetFailure);
      assert.equal(failure.code, 'no-such-cpu');
      assert.equal(failure.message, 'There is no CPU 9.');
      return true;
    });
  });

  it('answers a bug with an error and logs it', async () => {
    await assert.rejects(wire.hosted.pause(), /a bug/);
    assert.match(wire.log.join('\n'), /target\/pause failed: RangeError: a bug/);
  });

  it('brings events across', async () => {
    const seen = new Promise<TargetEvent>((resolve) => wire.hosted.onEvent(resolve));
    const event: TargetEvent = {
      kind: 'console',
      console: 'uart0',
      bytes: Uint8Array.of(104, 105),
    };
    wire.served.emit(event);
    assert.deepEqual(await seen, event);
  });

  it('refuses parameters that are none, and goes on', async () => {
    const { hosted } = wire;
    const refuses = async (params: unknown[], message: RegExp): Promise<void> => {
      const read = hosted.readMemory.bind(hosted) as (...any: unknown[]) => Promise<unknown>;
      await assert.rejects(read(...params), message);
    };
    await refuses([{ kind: 'magic' }, 0n, 4], /target\/readMemory: parameter 0.kind/);
    await refuses([{ kind: 'physical' }, -1n, 4], /parameter 1/);
    await refuses([{ kind: 'physical' }, 0n, 1e12], /parameter 2/);
    await refuses([], /parameter/);
    assert.deepEqual(wire.served.calls, []);
    assert.deepEqual(await hosted.cpus(), [0, 1]);
  });

  it('survives garbage on the connection', async () => {
    const send = (text: string): void =>
      void wire.toServer.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
    send('{"jsonrpc":"2.0","id":1,"method":');
    send('[]');
    send('{"jsonrpc":"2.0","id":2,"method":"target/readMemory","params":[{"$bigint":"x"}]}');
    send('{"jsonrpc":"2.0","id":3,"method":"target/nothing"}');
    assert.deepEqual(await wire.hosted.cpus(), [0, 1]);
  });

  it('tells pending and later calls that the connection has ended', async () => {
    const ended = new Promise<TargetEvent>((resolve) => wire.hosted.onEvent(resolve));
    const pending = wire.hosted.cpus();
    wire.peers[1]?.close();
    await assert.rejects(pending, { code: 'connection-lost' });
    await assert.rejects(wire.hosted.cpus(), { code: 'connection-lost' });
    assert.equal((await ended).kind, 'ended');
  });
});
