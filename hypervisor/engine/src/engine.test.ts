// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { decode, encode, type Cell } from '@cellblock/cell-config';
import { QemuTarget } from '@cellblock/targets/qemu';
import type { TargetEvent } from '@cellblock/targets';
import { Engine } from './engine.js';
import { EngineFailure } from './failures.js';
import { builtImages, configurationImage, inmate } from './real-system.test-support.js';

/** Waits for what events bring about. */
class Watcher {
  readonly text = new Map<string, string>();
  readonly stops: Extract<TargetEvent, { kind: 'stopped' }>[] = [];
  private wake: () => void = () => undefined;

  constructor(engine: Engine) {
    engine.onConsole(({ console, bytes }) => {
      const text = this.text.get(console) ?? '';
      this.text.set(console, text + Buffer.from(bytes).toString('latin1'));
      this.wake();
    });
    engine.onCellsChanged(() => this.wake());
    engine.target.onEvent((event) => {
      if (event.kind === 'stopped') this.stops.push(event);
      this.wake();
    });
  }

  /** Until the condition holds, looked at again after every event. */
  async until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      const found = await look();
      if (found !== undefined) return found;
      await woken;
    }
  }

  async says(console: string, text: string | RegExp): Promise<void> {
    await this.until(() =>
      new RegExp(text).test(this.text.get(console) ?? '') ? true : undefined,
    );
  }
}

async function withSystem(act: (engine: Engine, watcher: Watcher) => Promise<void>): Promise<void> {
  const engine = new Engine(new QemuTarget());
  const watcher = new Watcher(engine);
  try {
    await engine.boot({ system: configurationImage('qemu-arm64'), images: builtImages() });
    await engine.enable();
    await act(engine, watcher);
  } catch (error) {
    for (const [name, text] of watcher.text) console.error(`${name}:\n${text.slice(-2000)}`);
    throw error;
  } finally {
    await engine.dispose();
  }
}

/** The configuration with some of its cell's fields changed. */
function patched(name: string, change: (cell: Cell) => Partial<Cell>): Uint8Array {
  const { config } = decode(configurationImage(name));
  assert.ok(config?.kind === 'cell');
  return encode({ ...config, cell: { ...config.cell, ...change(config.cell) } });
}

async function startDemo(engine: Engine, name: string, image: string): Promise<number> {
  const id = await engine.createCell(configurationImage(`qemu-arm64-${name}`));
  await engine.loadCell(id, [{ bytes: inmate(image), address: 0n }]);
  await engine.startCell(id);
  return id;
}

describe('engine on a real hypervisor', () => {
  it('leads a cell through its life, with consoles told apart', async () => {
    await withSystem(async (engine, watcher) => {
      const root = await engine.listCells();
      assert.deepEqual(
        root.map(({ id, name, cpus }) => ({ id, name, cpus })),
        [{ id: 0, name: 'qemu-arm64', cpus: [0, 1, 2, 3] }],
      );
      const id = await startDemo(engine, 'inmate-demo', 'uart-demo');
      await watcher.says('inmate-demo', /\w+.*\n.*\w+.*\n/);
      await watcher.says('hypervisor', /\w+/);
      await watcher.says('uart0', /\w+/);
      const [, cell] = await engine.listCells();
      assert.equal(cell?.name, 'inmate-demo');
      assert.deepEqual([cell.id, cell.cpus, cell.failedCpus], [id, [1], []]);
      assert.match(cell.state, /^running/);
      const statistics = await engine.cpuStatistics(1);
      assert.ok((statistics.total ?? 0) > 0);
      assert.ok((statistics.hypercall ?? 0) > 0);
      const before = watcher.text.get('inmate-demo')?.length ?? 0;
      await engine.shutdownCell(id);
      assert.equal((await engine.listCells())[1]?.state, 'shut down');
      await engine.destroyCell(id);
      assert.equal((await engine.listCells()).length, 1);
      assert.ok((watcher.text.get('inmate-demo')?.length ?? 0) >= before);
      await engine.disable();
      assert.deepEqual(await engine.listCells(), []);
      await engine.enable();
      assert.equal((await engine.listCells()).length, 1);
    });
  });

  it('runs two cells beside each other', async () => {
    await withSystem(async (engine, watcher) => {
      await startDemo(engine, 'inmate-demo', 'uart-demo');
      await startDemo(engine, 'gic-demo', 'gic-demo');
      await watcher.says('inmate-demo', /\w+/);
      await watcher.says('gic-demo', /\w+/);
    });
  });

  it('gives the words of the hypervisor for what it refuses', async () => {
    await withSystem(async (engine) => {
      const overHypervisor = patched('qemu-arm64-inmate-demo', ({ memoryRegions }) => ({
        memoryRegions: memoryRegions.map((region, index) =>
          region.physStart === 0x7fa00000n && index >= 0
            ? { ...region, physStart: 0x7fc00000n }
            : region,
        ),
      }));
      await assert.rejects(engine.createCell(overHypervisor), (failure) => {
        assert.ok(failure instanceof EngineFailure);
        assert.equal(failure.code, 'cell-refused');
        assert.equal(failure.refusal?.reason, 'REFUSAL_REGION_HYPERVISOR');
        assert.match(failure.message, /Creating cell "inmate-demo" was refused: memory region \d/);
        assert.match(failure.message, /\(0x7fc00000-0x7fc0ffff\)/);
        return true;
      });
      const foreignCpu = patched('qemu-arm64-inmate-demo', () => ({
        cpuSet: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0),
      }));
      await assert.rejects(engine.createCell(foreignCpu), (failure) => {
        assert.ok(failure instanceof EngineFailure);
        assert.equal(failure.refusal?.reason, 'REFUSAL_CPU_NOT_IN_ROOT');
        assert.equal(failure.refusal.index, 8);
        return true;
      });
      await assert.rejects(engine.startCell(7), { code: 'cell-not-found' });
      assert.equal((await engine.listCells()).length, 1);
    });
  });

  it('refuses images outside loadable memory, and verbs while the machine is stopped', async () => {
    await withSystem(async (engine, watcher) => {
      const id = await engine.createCell(configurationImage('qemu-arm64-inmate-demo'));
      const far = { bytes: Uint8Array.of(1), address: 0x10000n };
      await assert.rejects(engine.loadCell(id, [far]), {
        code: 'image-outside-loadable',
        message: /0x10000-0x10000, but the loadable memory of cell "inmate-demo" is 0x0-0xffff/,
      });
      await engine.target.pause();
      await watcher.until(() => watcher.stops.find(({ reason }) => reason.kind === 'pause'));
      await assert.rejects(engine.startCell(id), { code: 'target-stopped' });
      await engine.target.resume();
      await engine.startCell(id);
    });
  });

  it('shows which CPU a violation has parked, and why', async () => {
    await withSystem(async (engine, watcher) => {
      const id = await startDemo(engine, 'bounds-demo', 'bounds-demo');
      const failed = await watcher.until(async () =>
        (await engine.listCells()).find((cell) => cell.failedCpus.length > 0),
      );
      assert.deepEqual([failed.id, failed.failedCpus], [id, [3]]);
      const cpu = (await engine.cpuInformation())[3];
      assert.equal(cpu?.state, 'parked');
      assert.equal(cpu.lastExit.reason, 'violation');
      assert.equal(cpu.lastExit.cellId, id);
    });
  });

  it('stops at an exit, with the guest in view', async () => {
    await withSystem(async (engine, watcher) => {
      const id = await startDemo(engine, 'inmate-demo', 'uart-demo');
      const hook = await engine.exitHook();
      const [verdict] = await engine.target.setStops([
        { id: 5, kind: 'exit', reasons: 1n << 3n, cellId: id, hook },
      ]);
      assert.equal(verdict?.set, true);
      const stop = await watcher.until(() => watcher.stops.find(({ cpu }) => cpu === 1));
      assert.deepEqual(stop.reason, { kind: 'stop', ids: [5] });
      const exit = (await engine.cpuInformation())[1]?.lastExit;
      assert.equal(exit?.reason, 'hypercall');
      const vttbr = (await engine.listCells())[1]?.vttbr ?? 0n;
      const code = Buffer.from(inmate('uart-demo').subarray(0, 16));
      for (const space of [
        { kind: 'guest', cpu: 1 },
        { kind: 'stage2', vttbr },
      ] as const) {
        const bytes = await engine.target.readMemory(space, 0n, 16);
        assert.deepEqual(Buffer.from(bytes), code, space.kind);
      }
      await engine.target.setStops([]);
      await engine.target.resume();
      await engine.destroyCell(id);
    });
  });

  it('answers a verb that a stop interrupts once the machine goes on', async () => {
    await withSystem(async (engine, watcher) => {
      const id = await engine.createCell(configurationImage('qemu-arm64-inmate-demo'));
      const hook = await engine.exitHook();
      const MANAGEMENT = 1n << 2n;
      await engine.target.setStops([
        { id: 1, kind: 'exit', reasons: MANAGEMENT | (1n << 3n), cellId: 0, hook },
      ]);
      let started = false;
      const start = engine.startCell(id).then(() => (started = true));
      const stop = await watcher.until(() =>
        watcher.stops.find(({ reason }) => reason.kind === 'stop'),
      );
      assert.deepEqual(stop.reason, { kind: 'stop', ids: [1] });
      assert.equal(started, false);
      await engine.target.setStops([]);
      await engine.target.resume();
      await start;
      assert.match((await engine.listCells())[1]?.state ?? '', /^running/);
    });
  });

  it('gives the words of the hypervisor when it cannot be enabled', async () => {
    const { config } = decode(configurationImage('qemu-arm64'));
    assert.ok(config?.kind === 'system');
    const rootCell = { ...config.rootCell, cpuSet: Uint8Array.of(0b1011, 0, 0, 0, 0, 0, 0, 0) };
    const engine = new Engine(new QemuTarget());
    try {
      await engine.boot({ system: encode({ ...config, rootCell }), images: builtImages() });
      await assert.rejects(engine.enable(), (failure) => {
        assert.ok(failure instanceof EngineFailure);
        assert.equal(failure.code, 'hypervisor-refused');
        assert.match(failure.message, /Enabling the hypervisor was refused: .*CPU/);
        return true;
      });
      await assert.rejects(engine.exitHook(), { code: 'not-enabled' });
      assert.deepEqual(await engine.listCells(), []);
    } finally {
      await engine.dispose();
    }
  });

  it('tells what is missing before it starts anything', async () => {
    const engine = new Engine(new QemuTarget());
    const system = configurationImage('qemu-arm64');
    await assert.rejects(engine.enable(), { code: 'not-booted' });
    const images = { ...builtImages(), steward: '/nowhere/steward.elf' };
    await assert.rejects(engine.boot({ system, images }), { code: 'image-missing' });
    const cell = configurationImage('qemu-arm64-inmate-demo');
    await assert.rejects(engine.boot({ system: cell, images: builtImages() }), {
      code: 'configuration-invalid',
    });
    await engine.dispose();
  });
});
