// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { MachineDescription } from '../machine-description.js';
import { BareProgram } from '../suite/bare-program.test-support.js';
import type { TargetEvent } from '../target.js';
import { TargetFailure } from '../target-failure.js';
import { findQemu } from './find-qemu.js';
import { QemuTarget } from './qemu-target.js';

describe('QEMU target', () => {
  let program: BareProgram;
  before(() => (program = new BareProgram()));
  after(() => program.remove());

  it('says how to get QEMU when it is missing', () => {
    assert.throws(() => findQemu({ PATH: '/nowhere' }), {
      code: 'qemu-not-found',
      message: /apt-get install qemu-system-arm.*CELLBLOCK_QEMU/,
    });
    assert.throws(() => findQemu({ CELLBLOCK_QEMU: '/no/qemu', PATH: process.env.PATH }), {
      code: 'qemu-not-found',
      message: /CELLBLOCK_QEMU names \/no\/qemu/,
    });
  });

  const wrong: readonly (readonly [string, Partial<MachineDescription>, object])[] = [
    ['a missing boot image', { bootImage: '/no/image.elf' }, { code: 'boot-image-missing' }],
    ['RAM elsewhere', { ram: [{ start: 0n, size: 4096n }] }, { code: 'machine-not-supported' }],
    ['no CPU', { cpuCount: 0 }, { code: 'machine-not-supported' }],
  ];
  for (const [what, change, failure] of wrong) {
    it(`refuses ${what} by name`, async () => {
      const target = new QemuTarget();
      await assert.rejects(target.start({ ...program.machine, ...change }), failure);
      await target.dispose();
    });
  }

  it('fails with what QEMU said when it cannot start', async () => {
    const target = new QemuTarget();
    const ram = [{ start: 0x40000000n, size: 1n << 60n }];
    await assert.rejects(target.start({ ...program.machine, ram }), {
      code: 'qemu-failed',
      message: /QEMU has ended \(exit code 1\)\. It said: .*qemu-system-aarch64/s,
    });
    await target.dispose();
  });

  it('reports that QEMU has died, and refuses everything from then on', async () => {
    const target = new QemuTarget();
    const ended = endOf(target);
    await target.start(program.machine);
    const folder = folderOf(target);
    process.kill(qemuIn(folder), 'SIGKILL');
    assert.match(await ended, /QEMU has ended/);
    await assert.rejects(target.readRegisters(0), { code: 'disposed' });
    await assert.rejects(target.resume(), { code: 'disposed' });
    assert.equal(existsSync(folder), false);
    await target.dispose();
  });

  it('ends QEMU when its supervisor has been killed', async () => {
    for (const running of [false, true]) {
      const target = new QemuTarget();
      const ended = endOf(target);
      await target.start(program.machine);
      if (running) await target.resume();
      const folder = folderOf(target);
      const qemu = qemuIn(folder);
      const parent = /^PPid:\s*(\d+)/m.exec(readText(`/proc/${qemu}/status`))?.[1];
      process.kill(Number(parent), 'SIGKILL');
      assert.match(await ended, /supervisor got SIGKILL/);
      await goneOf(qemu);
      assert.equal(existsSync(folder), false);
      await target.dispose();
    }
  });

  it('fails by name whatever is under way when it is disposed of', async () => {
    const acts: readonly ((target: QemuTarget) => Promise<unknown>)[] = [
      (target) => target.step(1), // of a CPU that is off
      (target) => target.readRegisters(0),
      (target) => target.readMemory({ kind: 'stage2', vttbr: 0x40000000n }, 0n, 8),
      (target) => target.setStops([]),
      (target) => target.consoles.write('uart0', new Uint8Array(1 << 20)),
    ];
    for (const act of acts) {
      const target = new QemuTarget();
      await target.start(program.machine);
      const outcome = act(target).catch((failure: unknown) => failure);
      await target.dispose();
      const failure = await outcome;
      assert.ok(!(failure instanceof Error) || failure instanceof TargetFailure, String(failure));
      await assert.rejects(act(target), TargetFailure);
    }
  });

  it('leaves nothing when it is disposed of while it starts', async () => {
    for (const wait of [0, 20, 60, 100, 140, 180, 220, 260]) {
      const target = new QemuTarget();
      const start = target.start(program.machine).then(
        () => undefined,
        (failure: unknown) => failure,
      );
      await new Promise((next) => setTimeout(next, wait));
      const folder = folderOf(target);
      await target.dispose();
      const failure = await start;
      assert.ok(failure === undefined || failure instanceof TargetFailure, String(failure));
      assert.equal(existsSync(folder), false);
    }
  });

  it('leaves no process and no folder when it is disposed of', async () => {
    const target = new QemuTarget();
    const ended = endOf(target);
    await target.start(program.machine);
    const folder = folderOf(target);
    const qemu = qemuIn(folder);
    await target.resume();
    await target.dispose();
    await target.dispose();
    assert.equal(await ended, 'The machine was switched off.');
    assert.equal(existsSync(folder), false);
    await goneOf(qemu);
  });

  it('leaves no process and no folder when its own process is killed', async () => {
    const script = `
      import { QemuTarget } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
      const target = new QemuTarget();
      await target.start(JSON.parse(process.argv[1], (key, value) =>
        typeof value === 'string' && /^\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value));
      console.log(target.process.files.ram);
      setInterval(() => undefined, 1000);`;
    const machine = JSON.stringify(program.machine, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    const host = spawn(process.execPath, ['--input-type=module', '-e', script, machine], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) =>
      host.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    );
    const folder = line.trim().replace(/\/ram$/, '');
    const qemu = qemuIn(folder);
    host.kill('SIGKILL');
    await goneOf(qemu);
    while (existsSync(folder)) await new Promise((next) => setTimeout(next, 10));
  });
});

function endOf(target: QemuTarget): Promise<string> {
  return new Promise((resolve) => {
    target.onEvent((event: TargetEvent) => {
      if (event.kind === 'ended') resolve(event.detail);
    });
  });
}

/** The machine's folder, which only this process and its QEMU know. */
function folderOf(target: QemuTarget): string {
  const { process: machine } = target as unknown as { process: { files: { ram: string } } };
  return machine.files.ram.replace(/\/ram$/, '');
}

/** The process id of the QEMU that has its RAM in the folder. */
function qemuIn(folder: string): number {
  for (const pid of readdirSync('/proc').map(Number).filter(Boolean)) {
    const command = readText(`/proc/${pid}/cmdline`);
    if (command.includes(`mem-path=${folder}/`) && !command.includes('supervisor')) return pid;
  }
  throw new Error(`No QEMU has its RAM in ${folder}.`);
}

async function goneOf(pid: number): Promise<void> {
  // A zombie has an empty command line; whoever inherits it reaps it some time.
  while (readText(`/proc/${pid}/cmdline`) !== '') {
    await new Promise((next) => setTimeout(next, 10));
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
