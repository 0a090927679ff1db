// SPDX-License-Identifier: MIT
// What tests need of the real thing: configurations as the C compiler of this
// machine makes them, and the built images. Missing ones fail the test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SystemImages } from './client/engine-client.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The .cell image of configs/arm64/<name>.c. */
export function configurationImage(name: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'cellblock-config-'));
  try {
    const [object, image] = [join(folder, 'config.o'), join(folder, 'config.cell')];
    const includes = ['configs/include', 'configs/include/arch/arm64'];
    const flags = includes.map((path) => `-I${join(ROOT, path)}`);
    const source = join(ROOT, 'configs/arm64', `${name}.c`);
    execFileSync('gcc', ['-c', '-ffreestanding', ...flags, source, '-o', object]);
    execFileSync('objcopy', ['-O', 'binary', '--only-section=.data', object, image]);
    return readFileSync(image);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function builtImages(): SystemImages {
  return {
    steward: built('steward.elf'),
    hypervisor: built('hypervisor.bin'),
    hypervisorElf: built('hypervisor.elf'),
  };
}

export function inmate(name: string): Uint8Array {
  return readFileSync(built(`inmates/${name}.bin`));
}

function built(name: string): string {
  const path = join(ROOT, 'hypervisor/out/arm64', name);
  assert.ok(existsSync(path), `${path} is missing: run "make -C hypervisor"`);
  return path;
}
