// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@cellblock/config-compiler';
import { BoardEngine } from './testing/board-engine.test-support.js';
import { BoardFixture } from './testing/board-fixture.test-support.js';
import { DebugBench } from './testing/debug-bench.test-support.js';

/** Answers like a host whose hypervisor refuses every cell. */
class RefusingEngine extends BoardEngine {
  override async boot(): Promise<void> {
    this.calls.push('boot');
    return Promise.resolve();
  }

  override createCell(): Promise<number> {
    const region = 'Region 0 (0x7fa00000, 0x10000 bytes) belongs to cell "other" (EBUSY).';
    return Promise.reject(new Error(region));
  }
}

/** Answers like a host that runs the system with the cell already. */
class RunningEngine extends BoardEngine {
  override async boot(): Promise<void> {
    await super.boot();
    await super.createCell();
    this.calls.length = 1; // as if another client had done it
  }
}

describe('a launch that cannot succeed', () => {
  let board: BoardFixture;
  let folder: string;
  let bench: DebugBench;
  let started: string[];

  before(() => {
    board = new BoardFixture();
    folder = mkdtempSync(join(tmpdir(), 'cellblock-failures-'));
  });
  after(() => {
    board.remove();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    started = [];
    bench = await DebugBench.inProcess({
      compile,
      connect: (socket) => Promise.reject(new Error(`no host listens at ${socket}.`)),
      spawn: () => {
        started.push('host');
        return Promise.resolve(new RefusingEngine(board.hypervisorElf, board.inmateElf));
      },
    });
  });
  afterEach(() => bench.end());

  async function refusal(change: object): Promise<string> {
    const { system, cell, inmateElf: image, installation, includePaths } = board;
    const given = { system, cell, image, installation, includePaths, ...change };
    return await bench.refusal(bench.client.launch(given));
  }

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it('names wrong arguments', async () => {
    assert.match(await refusal({ cell: 5 }), /launch configuration cannot be used: "cell"/);
    assert.deepEqual(started, []);
  });

  it('names a missing image and what to do', async () => {
    const message = await refusal({ image: join(folder, 'nothing.elf') });
    assert.match(message, /The image .*nothing\.elf cannot be read\. Build it/);
    assert.deepEqual(started, []);
  });

  it('names a missing host script', async () => {
    const message = await refusal({ hostScript: join(folder, 'no-host.js') });
    assert.match(message, /host script .*no-host\.js cannot be read\. Correct "hostScript"/);
    assert.deepEqual(started, []);
  });

  it('asks for debug information when there is none', async () => {
    writeFileSync(join(folder, 'flat.bin'), 'no ELF');
    const without = await refusal({ image: join(folder, 'flat.bin') });
    assert.match(without, /The ELF file .*flat\.elf cannot be read/);
  });

  it('shows the errors of a configuration with their lines', async () => {
    const wrong = file(
      'wrong.c',
      '#include <jailhouse/cell-config.h>\n\nstruct nonsense config = { oops };\n',
    );
    const message = await refusal({ cell: wrong });
    assert.match(message, /wrong\.c has errors:/);
    assert.match(message, /wrong\.c:3: /);
    assert.deepEqual(started, []);
  });

  it('tells a system configuration from a cell', async () => {
    assert.match(await refusal({ cell: board.system }), /is a system configuration where "cell"/);
  });

  it('names an installation that is none', async () => {
    assert.match(
      await refusal({ installation: folder }),
      /There is no .*hypervisor\.bin .*"installation" in launch\.json/,
    );
  });

  it('passes on why the hypervisor refused the cell', async () => {
    const message = await refusal({});
    assert.match(message, /Creating inmate-demo failed: Region 0 .* belongs to cell "other"/);
    assert.deepEqual(started, ['host']);
  });

  it('passes on why a host cannot be reached', async () => {
    assert.match(await refusal({ host: '/nowhere' }), /host at \/nowhere failed: no host listens/);
  });
});

describe('a launch on a host that runs already', () => {
  it('loads the cell again and leaves it running at the end', async () => {
    const board = new BoardFixture();
    const engine = new RunningEngine(board.hypervisorElf, board.inmateElf);
    await engine.boot();
    const bench = await DebugBench.inProcess({
      compile,
      connect: () => Promise.resolve(engine),
      spawn: () => Promise.reject(new Error('A host of its own was not asked for.')),
    });
    try {
      const { system, cell, inmateElf: image, installation, includePaths, inmateSource } = board;
      const given = { system, cell, image, installation, includePaths, host: '/there' };
      await bench.launch(given, {
        [inmateSource]: [{ line: board.lineOf(inmateSource, 'state->rounds++') }],
      });
      await bench.nextStop();
      assert.deepEqual(engine.calls, ['boot', 'shutdown', 'load', 'start']);
      const resumed = new Promise<void>((resolve) => {
        engine.target.onEvent(({ kind }) => kind === 'resumed' && resolve());
      });
      await bench.client.disconnectRequest({});
      await resumed;
    } finally {
      await bench.end();
      board.remove();
    }
  });
});
