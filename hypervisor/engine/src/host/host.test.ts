// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { connectHost, EngineFailure, spawnHost, type EngineClient } from '../client/index.js';
import { RemoteEngine } from '../client/remote-engine.js';
import { builtImages, configurationImage, inmate } from '../real-system.test-support.js';

const SCRIPT = fileURLToPath(new URL('./main.js', import.meta.url));

async function boot(engine: EngineClient): Promise<void> {
  await engine.boot({ system: configurationImage('qemu-arm64'), images: builtImages() });
}

/** A host that the test started itself, so that it knows its process. */
class OwnHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'cellblock-host-test-'));
  readonly socket = join(this.folder, 'host.sock');
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;

  constructor(...more: string[]) {
    this.child = spawn(process.execPath, [SCRIPT, '--socket', this.socket, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.exited = new Promise((resolve) => this.child.once('exit', (code) => resolve(code)));
  }

  async ready(): Promise<void> {
    await new Promise((resolve) => this.child.stdout?.once('data', resolve));
  }

  /** Process ids of its supervisor and its QEMU. */
  descendants(): number[] {
    const children = childrenOf(this.child.pid ?? 0);
    return [...children, ...children.flatMap(childrenOf)];
  }

  async remove(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function withHost(act: (host: OwnHost) => Promise<void>, ...more: string[]): Promise<void> {
  const host = new OwnHost(...more);
  try {
    await host.ready();
    await act(host);
  } finally {
    await host.remove();
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

async function goneAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    while (existsSync(`/proc/${pid}`) && !isZombie(pid)) await tick();
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

function tick(): Promise<void> {
  return new Promise((next) => setTimeout(next, 10));
}

function rawClient(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket));
    socket.once('error', reject);
  });
}

describe('host process', () => {
  it('serves several clients and ends with the last', async () => {
    const first = await spawnHost();
    const text: string[] = [];
    const hypervisor: string[] = [];
    const changes: number[] = [];
    const second = await connectHost(first.socket);
    second.onConsole(({ console, bytes }) => {
      if (console === 'inmate-demo') text.push(Buffer.from(bytes).toString());
      if (console === 'hypervisor') hypervisor.push(Buffer.from(bytes).toString());
    });
    second.onCellsChanged((cells) => changes.push(cells.length));
    await boot(first);
    const twice = await Promise.allSettled([first.enable(), second.enable()]);
    assert.deepEqual(
      twice.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    const id = await second.createCell(configurationImage('qemu-arm64-inmate-demo'));
    await first.loadCell(id, [{ bytes: inmate('uart-demo'), address: 0n }]);
    await second.startCell(id);
    while (!text.join('').includes('\n')) await tick();
    assert.deepEqual(
      (await first.listCells()).map(({ name }) => name),
      ['qemu-arm64', 'inmate-demo'],
    );
    assert.ok(changes.includes(2));
    assert.equal(hypervisor.join('').match(/Activating hypervisor/g)?.length, 1);
    assert.deepEqual(second.target.consoles.list(), [{ name: 'uart0' }]);
    await first.target.pause();
    const registers = await second.target.readRegisters(1, ['pc']);
    assert.equal(typeof registers.pc, 'bigint');
    await first.dispose();
    await second.target.resume();
    assert.equal((await second.listCells()).length, 2);
    await second.dispose();
    while (existsSync(first.socket)) await tick();
  });

  it('has ended, with its machine, when its last client has been disposed of', async () => {
    const engine = await spawnHost();
    await boot(engine);
    await engine.dispose();
    await engine.dispose();
    assert.equal(existsSync(engine.socket), false);
    await assert.rejects(engine.enable(), { code: 'connection-lost' });
  });

  it('brings failures across with code, words and refusal', async () => {
    const engine = await spawnHost();
    try {
      await assert.rejects(engine.enable(), { code: 'not-booted' });
      await boot(engine);
      await assert.rejects(boot(engine), { code: 'already-booted' });
      await engine.enable();
      const id = await engine.createCell(configurationImage('qemu-arm64-inmate-demo'));
      await assert.rejects(
        engine.createCell(configurationImage('qemu-arm64-inmate-demo')),
        (failure) => {
          assert.ok(failure instanceof EngineFailure);
          assert.equal(failure.refusal?.reason, 'REFUSAL_NAME_EXISTS');
          return true;
        },
      );
      await engine.destroyCell(id);
    } finally {
      await engine.dispose();
    }
  });

  it('answers garbage with an error and goes on', async () => {
    await withHost(async (host) => {
      const engine = await connectHost(host.socket);
      const noise = [
        'garbage\r\n\r\n',
        'Content-Length: abc\r\n\r\n{}',
        'Content-Length: 5\r\n\r\n{{{{{',
        'Content-Length: 99999999999\r\n\r\n',
        'Content-Length: 4\r\n\r\nnull',
        '\0'.repeat(1000),
      ];
      for (const text of noise) {
        const client = await rawClient(host.socket);
        client.on('error', () => undefined);
        client.end(text);
        await new Promise((resolve) => client.once('close', resolve).resume());
      }
      const other = engine as unknown as { peer: { request(...p: unknown[]): Promise<unknown> } };
      await assert.rejects(other.peer.request('engine/createCell', ['x']), /parameter 0/);
      await assert.rejects(other.peer.request('engine/loadCell', []), /parameter/);
      await assert.rejects(other.peer.request('target/readMemory', [{}, 1, 2]), /parameter/);
      await assert.rejects(other.peer.request('no/such', []), /no\/such/);
      assert.deepEqual(await engine.listCells(), []);
      await engine.dispose();
      assert.equal(await host.exited, 0);
    });
  });

  it('leaves no machine when it is told to end', async () => {
    await withHost(async (host) => {
      const engine = await connectHost(host.socket);
      const ended = new Promise<string>((resolve) => engine.onEnded(resolve));
      await boot(engine);
      const pids = host.descendants();
      assert.equal(pids.length, 2);
      host.child.kill('SIGTERM');
      assert.equal(await host.exited, 0);
      await goneAll(pids);
      assert.match(await ended, /switched off|ended/);
    });
  });

  it('leaves no machine when it is killed', async () => {
    await withHost(async (host) => {
      const engine = await connectHost(host.socket);
      const ended = new Promise<string>((resolve) => engine.onEnded(resolve));
      await boot(engine);
      const pids = host.descendants();
      assert.equal(pids.length, 2);
      host.child.kill('SIGKILL');
      await goneAll(pids);
      assert.match(await ended, /connection to the host process has ended/);
      await engine.dispose();
    });
  });

  it('ends when its only client breaks off', async () => {
    await withHost(async (host) => {
      const client = await rawClient(host.socket);
      client.on('error', () => undefined);
      client.destroy();
      assert.equal(await host.exited, 0);
    });
  });

  it('stays without clients if it shall', async () => {
    await withHost(async (host) => {
      await boot(await connectHost(host.socket));
      for (let round = 0; round < 2; round++) {
        const engine = await connectHost(host.socket);
        await assert.rejects(boot(engine), { code: 'already-booted' });
        await engine.dispose();
      }
    }, '--stay');
  });

  it('serves one client on standard input and output', async () => {
    const child = spawn(process.execPath, [SCRIPT, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const engine = await RemoteEngine.attach(
      Duplex.from({ readable: child.stdout, writable: child.stdin }),
    );
    assert.deepEqual(await engine.listCells(), []);
    await engine.dispose();
    child.stdin.end();
    assert.equal(await exited, 0);
  });

  it('that is not there is a failure with a name', async () => {
    await assert.rejects(connectHost('/nowhere/host.sock'), { code: 'host-failed' });
    await assert.rejects(spawnHost({ hostScript: '/nowhere/main.js' }), {
      code: 'host-failed',
      message: /Cannot find module/,
    });
  });

  it('cannot listen where no socket can be, and says why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-host-test-'));
    try {
      const long = join(folder, 'x'.repeat(100));
      const tooLong = { code: 'host-failed', message: /shorter/ };
      await assert.rejects(spawnHost({ socket: long }), tooLong);
      await assert.rejects(connectHost(long), tooLong);
      await assert.rejects(spawnHost({ socket: join(folder, 'none/host.sock') }), {
        code: 'host-failed',
        message: /ENOENT|EACCES/,
      });
      await withHost((host) =>
        assert.rejects(spawnHost({ socket: host.socket }), {
          code: 'host-failed',
          message: /listens at .* already\.?$/,
        }),
      );
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves no folder, whether it never came up or was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-host-test-'));
    const usual = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      await assert.rejects(spawnHost({ hostScript: '/nowhere/main.js' }), { code: 'host-failed' });
      const engine = await spawnHost();
      const ended = new Promise<string>((resolve) => engine.onEnded(resolve));
      const [host] = childrenOf(process.pid).filter((pid) => commandOf(pid).includes(folder));
      process.kill(host ?? assert.fail('no host'), 'SIGKILL');
      await ended;
      await engine.dispose();
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
      rmSync(folder, { recursive: true });
    }
  });

  it('ends when whoever started it has gone before its first client came', async () => {
    const host = new OwnHost();
    host.child.stdout?.destroy();
    assert.equal(await host.exited, 0);
    await host.remove();
  });
});
