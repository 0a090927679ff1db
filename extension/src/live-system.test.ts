// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { CellInformation, EngineClient } from '@cellblock/engine/client';
import { Failure } from './failures.js';
import { LiveSystem } from './live-system.js';

const system = { uri: 'file:///board.c', name: 'board', image: Uint8Array.of(1) };
const cell = { uri: 'file:///board-demo.c', name: 'demo', image: Uint8Array.of(2) };
const images = [{ bytes: Uint8Array.of(3), address: 0n }];
const systemImages = { steward: 's', hypervisor: 'h', hypervisorElf: 'e' };
const quiet = (): void => undefined;

interface Fake {
  readonly client: EngineClient;
  readonly asked: string[];
  /** Says that the cells have changed. */
  readonly tell: (cells: readonly Partial<CellInformation>[]) => void;
}

/** An engine that notes what it is asked, keeps cells by name, and refuses one verb. */
function engine(refuses?: string): Fake {
  const asked: string[] = [];
  const listeners: Fake['tell'][] = [];
  let cells: Pick<CellInformation, 'id' | 'name'>[] = [];
  const verb =
    (name: string, effect: () => unknown = () => undefined) =>
    (): Promise<unknown> => {
      asked.push(name);
      return name === refuses
        ? Promise.reject(new Error(`${name} was refused`))
        : Promise.resolve(effect());
    };
  const verbs = {
    boot: verb('boot'),
    enable: verb('enable'),
    createCell: verb('create', () => {
      cells = [{ id: 7, name: 'demo' }];
      return 7;
    }),
    loadCell: verb('load'),
    startCell: verb('start'),
    shutdownCell: verb('shutdown'),
    destroyCell: verb('destroy', () => (cells = [])),
    listCells: () => Promise.resolve(cells),
    dispose: verb('dispose'),
    onCellsChanged: (listener: Fake['tell']) => {
      listeners.push(listener);
      return { dispose: quiet };
    },
  };
  const tell: Fake['tell'] = (changed) => listeners.forEach((listener) => listener(changed));
  return { client: verbs as unknown as EngineClient, asked, tell };
}

function boot(client: EngineClient): Promise<LiveSystem> {
  return LiveSystem.boot(system, { socket: '/s', client }, systemImages, quiet);
}

describe('A live system', () => {
  it('is booted, then enabled', async () => {
    const { client, asked } = engine();
    await boot(client);
    assert.deepEqual(asked, ['boot', 'enable']);
  });

  it('lets its host go when the hypervisor refuses to be enabled', async () => {
    const { client, asked } = engine('enable');
    await assert.rejects(boot(client), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.message, 'The system board did not start: enable was refused');
      return true;
    });
    assert.deepEqual(asked, ['boot', 'enable', 'dispose']);
  });

  it('creates, loads and starts a cell that is not there', async () => {
    const { client, asked } = engine();
    await (await boot(client)).launch(cell, images, quiet);
    assert.deepEqual(asked.slice(2), ['create', 'load', 'start']);
  });

  it('shuts a running cell down, loads and starts it again', async () => {
    const { client, asked } = engine();
    const live = await boot(client);
    await live.launch(cell, images, quiet);
    asked.length = 0;
    await live.launch(cell, images, quiet);
    assert.deepEqual(asked, ['shutdown', 'load', 'start']);
  });

  it('makes a cell anew whose configuration has changed', async () => {
    const { client, asked } = engine();
    const live = await boot(client);
    await live.launch(cell, images, quiet);
    asked.length = 0;
    await live.launch({ ...cell, image: Uint8Array.of(9) }, images, quiet);
    assert.deepEqual(asked, ['shutdown', 'destroy', 'create', 'load', 'start']);
  });

  it('makes way for a debugger, and keeps the cell if it is the same', async () => {
    const { client, asked } = engine();
    const live = await boot(client);
    await live.launch(cell, images, quiet);
    asked.length = 0;
    await live.makeWay(cell, quiet);
    assert.deepEqual(asked, []);
    await live.makeWay({ ...cell, image: Uint8Array.of(9) }, quiet);
    assert.deepEqual(asked, ['shutdown', 'destroy']);
  });

  it('launches one after the other, so that the second finds the cell of the first', async () => {
    const { client, asked } = engine();
    const live = await boot(client);
    await Promise.all([live.launch(cell, images, quiet), live.launch(cell, images, quiet)]);
    assert.deepEqual(asked.slice(2), ['create', 'load', 'start', 'shutdown', 'load', 'start']);
  });

  it('launches a cell after one that was refused', async () => {
    const { client, asked } = engine('load');
    const live = await boot(client);
    const refused = { message: 'The cell demo could not be loaded: load was refused' };
    await Promise.all([
      assert.rejects(live.launch(cell, images, quiet), refused),
      assert.rejects(live.launch(cell, images, quiet), refused),
    ]);
    assert.deepEqual(asked.slice(2), ['create', 'load', 'shutdown', 'load']);
  });

  it('says which step of a launch was refused, and why', async () => {
    const { client, asked } = engine('create');
    const live = await boot(client);
    await assert.rejects(live.launch(cell, images, quiet), {
      message: 'The cell demo could not be created: create was refused',
    });
    assert.equal(asked.at(-1), 'create');
  });

  it('tells once that a cell was stopped, and again after it ran', async () => {
    const { client, tell } = engine();
    const failed: string[] = [];
    (await boot(client)).onCellFailed((name) => failed.push(name));
    tell([{ name: 'demo', state: 'running', failedCpus: [] }]);
    assert.deepEqual(failed, []);
    tell([{ name: 'demo', state: 'failed', failedCpus: [3] }]);
    tell([{ name: 'demo', state: 'failed', failedCpus: [3] }]);
    assert.deepEqual(failed, ['demo']);
    tell([{ name: 'demo', state: 'running', failedCpus: [] }]);
    tell([{ name: 'demo', state: 'running', failedCpus: [3] }]);
    assert.deepEqual(failed, ['demo', 'demo']);
  });

  it('knows what a cell was launched from', async () => {
    const live = await boot(engine().client);
    assert.equal(live.configurationOf('demo'), undefined);
    await live.launch(cell, images, quiet);
    assert.equal(live.configurationOf('demo'), cell);
  });

  it('knows whether it was booted from the same bytes', async () => {
    const live = await boot(engine().client);
    assert.equal(live.isBootedFrom(Uint8Array.of(1)), true);
    assert.equal(live.isBootedFrom(Uint8Array.of(1, 0)), false);
  });
});
