// SPDX-License-Identifier: MIT
// The `cellblock` command as a person types it: what it prints and how it ends.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saying } from './made-cells.js';
import { cellblock, interrupted, runProcess } from './run-process.js';

const SYSTEM = 'configs/arm64/qemu-arm64.c';
const HEADER = 'configs/arm64/qemu-arm64.h';
const CELL = 'configs/arm64/qemu-arm64-inmate-demo.c';
const BOUNDS = 'configs/arm64/qemu-arm64-bounds-demo.c';
const IMAGE = 'hypervisor/out/arm64/inmates/uart-demo.bin';

describe('The cellblock command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A copy of the demo board's files in which one cell is edited. */
  function editedCell(edit: (source: string) => string): string {
    copyFileSync(SYSTEM, join(folder, 'qemu-arm64.c'));
    copyFileSync(HEADER, join(folder, 'qemu-arm64.h'));
    const file = join(folder, 'qemu-arm64-inmate-demo.c');
    const source = readFileSync(CELL, 'utf8');
    const edited = edit(source);
    assert.notEqual(edited, source, 'the edit changes nothing; has the configuration changed?');
    writeFileSync(file, edited);
    return file;
  }

  describe('config compile', () => {
    it('writes the bytes that gcc and objcopy write', async () => {
      const output = join(folder, 'demo.cell');
      const { status, stdout } = await cellblock(['config', 'compile', CELL, '-o', output]);
      assert.equal(status, 0);
      assert.match(stdout, /demo\.cell: \d+ bytes/);

      const object = join(folder, 'demo.o');
      const oracle = join(folder, 'oracle.cell');
      const gcc = await runProcess('gcc', ['-c', '-Iconfigs/include', CELL, '-o', object]);
      assert.equal(gcc.status, 0, gcc.stderr);
      const objcopy = await runProcess('objcopy', [
        '-O',
        'binary',
        '--remove-section=.note.gnu.property',
        object,
        oracle,
      ]);
      assert.equal(objcopy.status, 0, objcopy.stderr);
      assert.deepEqual(readFileSync(output), readFileSync(oracle));
    });

    it('prints a mistake at its line and column, and writes nothing', async () => {
      const file = editedCell((source) =>
        source.replace('.num_memory_regions', '.num_memory_region'),
      );
      const line = readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('.num_memory_region '));
      const { status, stderr } = await cellblock(['config', 'compile', file]);
      assert.equal(status, 1);
      assert.ok(stderr.includes(`${file}:${line + 1}:`), stderr);
      assert.match(stderr, /num_memory_regions/);
      assert.throws(() => readFileSync(file.replace(/\.c$/, '.cell')), /ENOENT/);
    });
  });

  describe('config check', () => {
    it('finds nothing in the demo board', async () => {
      const { status, stdout } = await cellblock(['config', 'check', SYSTEM, CELL]);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /no problems found/);
    });

    it('finds what is wrong across a cell and its system', async () => {
      const file = editedCell((source) => source.replace(/0x7fa00000/g, '0x7fc00000'));
      const { status, stdout, stderr } = await cellblock(['config', 'check', file]);
      assert.equal(status, 1);
      assert.match(stdout, /error: .*\[region-over-hypervisor-memory\]/);
      assert.match(stderr, /\d errors?/);
    });

    it('checks files together that are given together', async () => {
      const file = join(folder, 'another.c');
      const source = readFileSync(CELL, 'utf8').replace(/0x7fa00000/g, '0x7fc00000');
      writeFileSync(file, source);
      const alone = await cellblock(['config', 'check', file]);
      assert.doesNotMatch(alone.stdout, /region-over-hypervisor-memory/);
      const { status, stdout } = await cellblock(['config', 'check', SYSTEM, file]);
      assert.equal(status, 1);
      assert.match(stdout, /error: .*\[region-over-hypervisor-memory\]/);
    });

    it('says that a file cannot be read', async () => {
      const { status, stdout } = await cellblock(['config', 'check', join(folder, 'none.c')]);
      assert.equal(status, 1);
      assert.match(stdout, /none\.c/);
    });
  });

  describe('run', () => {
    it('shows two cells apart and a third that violates its bounds', async () => {
      const { status, stdout, stderr } = await runProcess('bash', ['.ci/demo'], {
        CELLBLOCK_BUILT: '1',
      });
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /^inmate-demo +\| Hello 1 from cell!$/m);
      assert.match(stdout, /^inmate-demo +\| Hello 3 from cell!$/m);
      assert.match(stdout, /^gic-demo +\| /m);
      assert.match(stdout, /^hypervisor +\| .*Unhandled data read at 0x50000000/m);
      assert.match(stdout, /^cell "bounds-demo": CPU 3 is parked: read at 0x50000000/m);
    });

    it('ends when its only cell has shut itself down', async () => {
      const image = join(folder, 'shuts-down.bin');
      writeFileSync(image, saying(2));
      const { status, stdout } = await cellblock([
        ...['run', SYSTEM, '--cell', CELL, '--image', image, '--lines', '1'],
      ]);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /Started cell "inmate-demo"/);
      assert.doesNotMatch(stdout, /parked/);
    });

    it('refuses a configuration with errors before anything starts', async () => {
      const file = editedCell((source) => source.replace(/0x7fa00000/g, '0x7fc00000'));
      const { status, stderr } = await cellblock(['run', SYSTEM, '--cell', file, '--image', IMAGE]);
      assert.equal(status, 1);
      assert.match(stderr, /region-over-hypervisor-memory/);
      assert.match(stderr, /not run: \d errors?/);
    });

    it("gives the hypervisor's reason when a cell is refused", async () => {
      const { status, stderr } = await cellblock([
        ...['run', SYSTEM, '--cell', CELL, '--image', IMAGE],
        ...['--cell', CELL, '--image', IMAGE],
      ]);
      assert.equal(status, 1);
      assert.match(stderr, /REFUSAL_NAME_EXISTS/);
    });

    it('says how to get QEMU when it is missing', async () => {
      const { status, stderr } = await cellblock(
        ['run', SYSTEM, '--cell', CELL, '--image', IMAGE],
        { PATH: folder, CELLBLOCK_QEMU: '' },
      );
      assert.equal(status, 1);
      assert.match(stderr, /apt-get install qemu-system-arm/);
    });

    it('says how to get an image that is missing', async () => {
      const missing = join(folder, 'none.bin');
      const { status, stderr } = await cellblock([
        ...['run', SYSTEM, '--cell', CELL, '--image', missing],
      ]);
      assert.equal(status, 1);
      assert.match(stderr, /none\.bin/);
      assert.match(stderr, /npm run build/);
    });

    const running = ['run', SYSTEM, '--cell', CELL, '--image'];

    it('shuts down in order on Ctrl-C', async () => {
      const { status, stdout } = await interrupted([...running, IMAGE], 'Hello 1');
      assert.equal(status, 0);
      assert.match(stdout, /^hypervisor +\| Closing cell "inmate-demo"$/m);
      assert.match(stdout, /^hypervisor +\| Shutting down hypervisor$/m);
    });

    it('ends although a cell denies its shutdown, and says so', async () => {
      const image = join(folder, 'deny.bin');
      // x0 = communication region; for ever: reply_from_cell = JAILHOUSE_MSG_REQUEST_DENIED
      const code = [0xd2b00000, 0x52800041, 0xb9001001, 0x17ffffff];
      writeFileSync(image, new Uint8Array(new Uint32Array(code).buffer));
      const { status, stderr } = await interrupted([...running, image], 'Started cell');
      assert.equal(status, 1);
      assert.match(stderr, /REFUSAL_SHUTDOWN_DENIED/);
    });

    it('counts a cell that fails before the last one has started', async () => {
      const { status, stdout } = await cellblock([
        ...['run', SYSTEM, '--lines', '1'],
        ...['--cell', BOUNDS, '--image', IMAGE.replace('uart', 'bounds')],
        ...['--cell', CELL, '--image', IMAGE],
      ]);
      assert.equal(status, 0);
      assert.match(stdout, /^hypervisor +\| Shutting down hypervisor$/m);
    });

    it('ends without a word when nobody reads on', async () => {
      const command = `node hypervisor/cli/bin/cellblock.mjs ${running.join(' ')} ${IMAGE} | head -n 1`;
      const { stdout, stderr } = await runProcess('bash', ['-c', command]);
      assert.equal(stdout.trimEnd().split('\n').length, 1);
      assert.equal(stderr, '');
    });

    it('wants an image for each cell', async () => {
      const { status, stderr } = await cellblock(['run', SYSTEM, '--cell', CELL]);
      assert.equal(status, 2);
      assert.match(stderr, /1 cells, 0 images/);
    });
  });
});
