// SPDX-License-Identifier: MIT
// `cellblock completion`: what a shell offers after a part of a command line.
// cspell:ignore Iboards
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock, runProcess } from './run-process.js';

describe('cellblock completion', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-completion-'));
    mkdirSync(join(folder, 'work'));
    mkdirSync(join(folder, 'work/boards'));
    for (const name of ['one.c', 'two words.c', 'old.cell', 'notes.txt', 'demo.bin']) {
      writeFileSync(join(folder, 'work', name), '');
    }
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { status, stdout } = await cellblock(['completion', shell]);
      assert.equal(status, 0);
      writeFileSync(join(folder, shell), stdout);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What bash puts into COMPREPLY; the line is cut into words as bash does it. */
  async function bash(line: string): Promise<string[]> {
    const words = line
      .split(' ')
      .flatMap((word) => word.split(/(=)/).filter((part) => part !== ''));
    if (line.endsWith(' ') || line.endsWith('=')) words.push('');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const script =
      `source ../bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _cellblock; ` +
      'printf "%s\\n" "${COMPREPLY[@]}"';
    const { status, stdout, stderr } = await runProcess('bash', [
      ...['--norc', '-c', `cd '${join(folder, 'work')}'; ${script}`],
    ]);
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '');
    return stdout
      .split('\n')
      .filter((offer) => offer !== '')
      .sort();
  }

  it('offers commands, and the words below them', async () => {
    assert.deepEqual(await bash('cellblock '), [
      '--help',
      '--version',
      'completion',
      'config',
      'run',
    ]);
    assert.deepEqual(await bash('cellblock config co'), ['compile', 'convert']);
    assert.deepEqual(await bash('cellblock completion '), ['bash', 'fish', 'zsh']);
  });

  it('offers the options of a command', async () => {
    assert.deepEqual(await bash('cellblock config compile --d'), ['--define', '--directory']);
    assert.ok((await bash('cellblock config check one.c --')).includes('--sarif'));
    assert.ok(!(await bash('cellblock config show --')).includes('--sarif'));
  });

  it('offers files of the kinds that fit, and folders', async () => {
    assert.deepEqual(await bash('cellblock config compile '), ['boards', 'one.c', 'two words.c']);
    assert.deepEqual(await bash('cellblock config show o'), ['old.cell', 'one.c']);
    assert.deepEqual(await bash('cellblock run one.c --image '), ['boards', 'demo.bin']);
    assert.deepEqual(await bash('cellblock config compile -I '), ['boards']);
    assert.deepEqual(await bash('cellblock config compile -Ib'), ['-Iboards']);
    assert.deepEqual(await bash('cellblock config compile --directory='), ['boards']);
  });

  it('offers the values of options that have a choice', async () => {
    assert.deepEqual(await bash('cellblock config check --fail-on '), ['error', 'warning']);
    assert.deepEqual(await bash('cellblock config check --color=al'), ['always']);
    assert.deepEqual(await bash('cellblock config convert --revision 9'), ['9', '9.1', '9.2']);
  });

  it('offers in fish what it offers in bash', async function () {
    if (spawnSync('fish', ['--version']).status !== 0) this.skip();
    const fish = async (line: string): Promise<string[]> => {
      const command = `cd '${join(folder, 'work')}'; source ../fish; complete -C '${line}'`;
      const { status, stdout, stderr } = await runProcess('fish', ['--no-config', '-c', command]);
      assert.equal(status, 0, stderr);
      const offers = stdout.split('\n').filter((offer) => offer !== '');
      return offers.map((offer) => offer.split('\t')[0] ?? '').sort();
    };
    assert.deepEqual(await fish('cellblock config co'), ['compile', 'convert']);
    assert.deepEqual(await fish('cellblock config check --fail-on '), ['error', 'warning']);
    assert.deepEqual(await fish('cellblock config show o'), ['old.cell', 'one.c']);
  });

  it('is sound zsh', async function () {
    if (spawnSync('zsh', ['--version']).status !== 0) this.skip();
    const { status, stderr } = await runProcess('zsh', ['-n', join(folder, 'zsh')]);
    assert.equal(status, 0, stderr);
  });

  it('refuses a shell that it does not know', async () => {
    const { status, stderr } = await cellblock(['completion', 'tcsh']);
    assert.equal(status, 2);
    assert.match(stderr, /bash, zsh, fish/);
  });
});
