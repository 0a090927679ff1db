// SPDX-License-Identifier: MIT
// `cellblock config check` with files about the board: given, found by name,
// and named by cellblock.json.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock } from './run-process.js';

const FIXTURES = 'configs/model/fixtures';
const BASES = `${FIXTURES}/bases`;
const TREE = `${FIXTURES}/cpu-not-on-board/fails/system.dts`;
const SYSTEM = `${BASES}/arm64/system.c`;

describe('cellblock config check, with files about the board,', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes those of --board', async () => {
    const cmdline = join(folder, 'cmdline.txt');
    writeFileSync(cmdline, 'console=ttyAMA0 memmap=4M$0x7fc00000');
    const { status, stdout } = await cellblock([
      'config',
      'check',
      '-I',
      BASES,
      '--board',
      TREE,
      '--board',
      cmdline,
      SYSTEM,
    ]);
    assert.equal(status, 0, stdout);
    assert.match(
      stdout,
      /memmap=4M\$0x7fc00000 in cmdline\.txt means nothing on this architecture/,
    );
  });

  it('finds those that have the name of the system', async () => {
    cpSync(`${FIXTURES}/cpu-not-on-board/fails`, folder, { recursive: true });
    const { status, stdout } = await cellblock([
      'config',
      'check',
      '-I',
      BASES,
      join(folder, 'system.c'),
    ]);
    assert.equal(status, 1);
    assert.match(stdout, /error: .* by system\.dts the board has 4 CPUs/);
  });

  it('takes those that cellblock.json names, and tells which can not be read', async () => {
    cpSync(SYSTEM, join(folder, 'system.c'));
    cpSync(TREE, join(folder, 'other.dts'));
    writeFileSync(join(folder, 'cellblock.json'), '{ "board": ["other.dts", "iomem.txt"] }');
    const { status, stdout } = await cellblock([
      'config',
      'check',
      '-I',
      BASES,
      join(folder, 'system.c'),
    ]);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /iomem\.txt: warning: It is not there, or can not be read\. \[board-file\]/,
    );
  });
});
