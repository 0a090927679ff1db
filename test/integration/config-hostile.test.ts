// SPDX-License-Identifier: MIT
// `cellblock config` with files and words that no one should give it: each gets
// one clear message, a status, and never a stack trace.
// cspell:ignore complie
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock } from './run-process.js';
import type { Finished } from './run-process.js';

const CELL = 'configs/arm64/qemu-arm64-bounds-demo.c';

describe('cellblock config with hostile input', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-hostile-'));
    mkdirSync(join(folder, 'a'));
    mkdirSync(join(folder, 'b'));
    mkdirSync(join(folder, 'folder.c'));
    copyFileSync('configs/arm64/qemu-arm64.h', join(folder, 'a/qemu-arm64.h'));
    copyFileSync('configs/arm64/qemu-arm64.h', join(folder, 'b/qemu-arm64.h'));
    copyFileSync(CELL, join(folder, 'a/cell.c'));
    copyFileSync(CELL, join(folder, 'b/cell.c'));
    symlinkSync('cell.c', join(folder, 'a/same.c'));
    writeFileSync(join(folder, 'empty.c'), '');
    writeFileSync(join(folder, 'empty.cell'), '');
    writeFileSync(join(folder, 'large.c'), '');
    truncateSync(join(folder, 'large.c'), 100 * 2 ** 20);
    writeFileSync(join(folder, 'includes-device.c'), '#include "/dev/zero"\n');
    writeFileSync(join(folder, 'steers.c'), '\u001b[2J\n#error \u001b]0;title\u0007\n');
    const noise = new Uint8Array(5000).map((_, i) => (i * 2654435761) >>> 24);
    writeFileSync(join(folder, 'noise.cell'), noise);
    writeFileSync(join(folder, 'noise.c'), noise);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Runs a command and checks what holds for every failure. */
  async function fails(
    args: readonly string[],
    status: number,
    message: RegExp,
  ): Promise<Finished> {
    const finished = await cellblock(['config', ...args]);
    const text = finished.stdout + finished.stderr;
    assert.match(text, message);
    assert.equal(finished.status, status, text);
    assert.doesNotMatch(text, /^\s+at .*(\.js|node:)/m);
    assert.doesNotMatch(text, /\u001b/);
    return finished;
  }

  const at = (name: string): string => join(folder, name);

  const files: readonly (readonly [what: string, file: string, message: RegExp])[] = [
    ['is missing', 'none.c', /none\.c: error: does not exist/],
    ['is a folder', 'folder.c', /folder\.c: error: is a folder; name a file in it/],
    ['is below a file', 'empty.c/x.c', /a part of its path is a file/],
    ['is an empty source', 'empty.c', /defines no configuration/],
    ['is an empty binary', 'empty.cell', /ends after 0 bytes/],
    ['is noise', 'noise.cell', /noise\.cell: error: /],
    ['is noise that calls itself a source', 'noise.c', /noise\.c(:\d+:\d+)?: error: /],
    ['has 100 MiB', 'large.c', /has 100 MiB; no configuration is larger than 16 MiB/],
    ['includes what never ends', 'includes-device.c', /\/dev\/zero/],
    ['would steer the terminal', 'steers.c', /steers\.c:\d+:\d+: error: /],
  ];
  for (const [what, file, message] of files) {
    it(`says so of a file that ${what}`, async () => {
      for (const command of ['show', 'check']) await fails([command, at(file)], 1, message);
      await fails(['compile', at(file), '-o', at('out.cell')], 1, message);
      await fails(['diff', at(file), CELL], 2, message);
      await fails(['convert', at(file), '-o', at('out.cell'), '-r', '13'], 1, message);
    });
  }

  it('refuses a device that never ends', async () => {
    await fails(['show', '/dev/zero'], 1, /does not end/);
  });

  it('refuses two sources that would become one file, before it writes any', async () => {
    const out = at('collision');
    await fails(['compile', at('a/cell.c'), at('b/cell.c'), '-d', out], 2, /would both become/);
    assert.throws(() => readFileSync(join(out, 'cell.cell')), /ENOENT/);
  });

  it('compiles a source once that is given twice', async () => {
    const args = ['compile', at('a/cell.c'), `${at('a')}/../a/cell.c`, '-d', at('twice')];
    const { status, stdout } = await cellblock(['config', ...args]);
    assert.equal(status, 0);
    assert.equal(stdout.match(/bytes$/gm)?.length, 1, stdout);
  });

  it('compiles each of two names of a source to a file of its own', async () => {
    const out = at('names');
    const args = ['compile', at('a/cell.c'), at('a/same.c'), '-d', out];
    const { status } = await cellblock(['config', ...args]);
    assert.equal(status, 0);
    assert.deepEqual(readFileSync(join(out, 'cell.cell')), readFileSync(join(out, 'same.cell')));
  });

  it('obeys nothing that the name of a cell says to a terminal', async () => {
    await cellblock(['config', 'compile', at('a/cell.c'), '-o', at('sound.cell')]);
    const bytes = readFileSync(at('sound.cell'));
    bytes.write('\u001b[2Jx\ny.c:1:1: error: no\0', 8);
    writeFileSync(at('evil.cell'), bytes);
    const shown = await cellblock(['config', 'show', at('evil.cell')]);
    assert.match(shown.stdout, /^Cell "\\x1b\[2Jx\\ny\.c:1:1: error: no", ARM64/);
    const diff = await cellblock(['config', 'diff', at('sound.cell'), at('evil.cell')]);
    for (const text of [shown.stdout, diff.stdout]) {
      assert.doesNotMatch(text, /\u001b|^y\.c/m);
    }
  });

  it('shows what a file that is cut off has, compares that as trouble, and converts nothing', async () => {
    await cellblock(['config', 'compile', at('a/cell.c'), '-o', at('whole.cell')]);
    writeFileSync(at('cut.cell'), readFileSync(at('whole.cell')).subarray(0, 132 + 8 + 40));
    const { stdout } = await fails(['show', at('cut.cell')], 1, /error: .*bytes are missing/);
    assert.match(stdout, /^Memory regions \(1\)$[^]*^The last 8 bytes are a part of an element/m);
    await fails(
      ['diff', at('whole.cell'), at('cut.cell')],
      2,
      /^- mem_regions\[1\][^]*is not sound/m,
    );
    const args = ['convert', at('cut.cell'), '-o', at('converted.cell'), '-r', '13'];
    await fails(args, 1, /can't be converted: mend what is told above first/);
    assert.throws(() => readFileSync(at('converted.cell')), /ENOENT/);
  });

  it('never writes over a source', async () => {
    const before = readFileSync(at('a/cell.c'));
    await fails(['compile', at('a/cell.c'), '-o', at('a/cell.c')], 2, /is the source itself/);
    await fails(['compile', at('a/cell.c'), '-o', at('a/same.c')], 2, /is the source itself/);
    assert.deepEqual(readFileSync(at('a/cell.c')), before);
  });

  it('says why it cannot write', async () => {
    const source = at('a/cell.c');
    await fails(['compile', source, '-o', at('no/x.cell')], 1, /a folder that does not exist/);
    await fails(['compile', source, '-o', at('folder.c')], 1, /is a folder/);
    await fails(['compile', source, '-d', at('empty.c')], 1, /is a file, not a folder/);
    await fails(['convert', source, '-o', at('folder.c'), '-r', '13'], 1, /is a folder/);
  });

  it('tells words that it does not understand from files, and the nearest that it does', async () => {
    await fails(['complie'], 2, /did you mean 'compile'\?/);
    await fails(['check', CELL, '--jsn'], 2, /unknown option '--jsn'; did you mean '--json'\?/);
    await fails(['show'], 2, /no <file> is given/);
    await fails(['show', CELL, CELL], 2, /one argument too many/);
    await fails(['convert', CELL, '-o', at('x.cell')], 2, /no --revision is given/);
    await fails(['convert', CELL, '-o', at('x.cell'), '-r', '99'], 2, /can't be '99', only 14, 13/);
    await fails(['compile', CELL, '-D', '1=2'], 2, /no name of a macro/);
    await fails(['compile', '-'], 2, /say by -o where to write/);
    await fails(['check', CELL, '--json', '--sarif'], 2, /exclude each other/);
  });

  it('explains every command with examples', async () => {
    for (const command of ['compile', 'check', 'show', 'diff', 'convert']) {
      const { status, stdout } = await cellblock(['config', command, '--help']);
      assert.equal(status, 0);
      assert.match(stdout, new RegExp(`^usage: cellblock config ${command} `));
      assert.match(stdout, new RegExp(`^Examples:\n  # .*\n  .*cellblock config ${command} `, 'm'));
      for (const line of stdout.split('\n')) assert.ok(line.length <= 110, line);
    }
  });
});
