// SPDX-License-Identifier: MIT
// Builds the board's programs and lays them out like an installation.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../src/testing/board', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

const FLAGS = [
  '--target=aarch64-none-elf',
  '-ffreestanding',
  '-fno-omit-frame-pointer',
  '-mgeneral-regs-only',
  '-mstrict-align',
  '-fno-pic',
  '-gdwarf-5',
];

export class BoardFixture {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cellblock-board-'));
  readonly installation = this.folder;
  readonly hypervisorElf = join(this.folder, 'hypervisor/out/arm64/hypervisor.elf');
  readonly inmateElf = join(this.folder, 'inmate.elf');
  readonly inmateSource = join(SOURCES, 'inmate.c');
  readonly hypervisorSource = join(SOURCES, 'hypervisor.c');
  readonly system = join(REPOSITORY, 'configs/arm64/qemu-arm64.c');
  readonly cell = join(REPOSITORY, 'configs/arm64/qemu-arm64-inmate-demo.c');
  readonly includePaths = [join(REPOSITORY, 'configs/include')];

  /** Needs clang-19, ld.lld-19 and llvm-objcopy-19; fails loudly without them. */
  constructor() {
    const images = join(this.folder, 'hypervisor/out/arm64');
    mkdirSync(images, { recursive: true });
    const object = (name: string, optimisation: string): string => {
      const to = join(this.folder, `${name}.o`);
      execFileSync('clang-19', [...FLAGS, optimisation, '-c', join(SOURCES, name), '-o', to]);
      return to;
    };
    const hypervisor = [object('start.S', '-O1'), object('hypervisor.c', '-Og')];
    link(this.hypervisorElf, 0x40080000, '_start', hypervisor);
    link(this.inmateElf, 0x40200000, 'inmate_start', [object('inmate.c', '-O0')]);
    copyFileSync(this.hypervisorElf, join(images, 'hypervisor.bin'));
    copyFileSync(this.hypervisorElf, join(images, 'steward.elf'));
  }

  /** The line, from 1, of the inmate's or the hypervisor's source that holds this text. */
  lineOf(source: string, text: string): number {
    const lines = readFileSync(source, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes(text)) + 1;
    if (line === 0) throw new Error(`${source} has no line with "${text}"`);
    return line;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function link(to: string, at: number, entry: string, objects: readonly string[]): void {
  const place = `--image-base=0x${at.toString(16)}`;
  execFileSync('ld.lld-19', ['-e', entry, place, ...objects, '-o', to]);
}
