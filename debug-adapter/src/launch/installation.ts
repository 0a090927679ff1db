// SPDX-License-Identifier: MIT
// Where Cellblock's own images and headers are.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SystemImages } from '@cellblock/engine/client';
import { installationNotFound } from '../failures.js';

const MARK = join('hypervisor', 'out', 'arm64', 'hypervisor.bin');

/** The nearest folder, from one of these upwards, that holds built images. */
export function installationAbove(...starts: readonly string[]): string {
  for (const start of starts) {
    for (let folder = resolve(start); ; folder = dirname(folder)) {
      if (existsSync(join(folder, MARK))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  throw installationNotFound(starts[0] ?? '/');
}

/** The folder of this very program, which is part of an installation. */
export function ownFolder(): string {
  return dirname(fileURLToPath(import.meta.url));
}

export function systemImages(installation: string): SystemImages {
  const folder = join(installation, 'hypervisor', 'out', 'arm64');
  return {
    steward: join(folder, 'steward.elf'),
    hypervisor: join(folder, 'hypervisor.bin'),
    hypervisorElf: join(folder, 'hypervisor.elf'),
  };
}

/** Folders for #include of configurations. */
export function includeFolders(installation: string, more: readonly string[]): string[] {
  return [...more, join(installation, 'configs', 'include')];
}
