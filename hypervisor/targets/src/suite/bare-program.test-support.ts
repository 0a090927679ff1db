// SPDX-License-Identifier: MIT
// Builds bare-program.S for the target suite and says where its parts lie.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MachineDescription } from '../machine-description.js';

const SOURCE = fileURLToPath(new URL('../../src/suite/bare-program.S', import.meta.url));

export class BareProgram {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cellblock-suite-'));
  private readonly symbols: ReadonlyMap<string, bigint>;
  readonly machine: MachineDescription;

  /** Needs clang-19, ld.lld-19 and llvm-nm-19; fails loudly without them. */
  constructor() {
    const bootImage = join(this.folder, 'bare-program.elf');
    const flags = ['--target=aarch64-none-elf', '-nostdlib', '-fuse-ld=lld-19'];
    execFileSync('clang-19', [...flags, '-Wl,-Ttext=0x40080000', SOURCE, '-o', bootImage]);
    const lines = execFileSync('llvm-nm-19', [bootImage], { encoding: 'utf8' }).trim().split('\n');
    this.symbols = new Map(
      lines.map((line) => {
        const [address = '0', , name = ''] = line.split(' ');
        return [name, BigInt(`0x${address}`)];
      }),
    );
    this.machine = {
      architecture: 'arm64',
      cpuCount: 4,
      ram: [{ start: 0x40000000n, size: 0x10000000n }],
      interruptController: {
        kind: 'gicv3',
        distributor: 0x08000000n,
        redistributors: 0x080a0000n,
      },
      uarts: [{ name: 'uart0', kind: 'pl011', address: 0x09000000n }],
      bootImage,
    };
  }

  symbol(name: string): bigint {
    const address = this.symbols.get(name);
    if (address === undefined) throw new Error(`bare-program.S has no symbol ${name}`);
    return address;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
