// SPDX-License-Identifier: MIT
// Where the hypervisor and its images are installed.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EngineFailure } from '../failures.js';
import type { SystemImages } from './engine-client.js';

export interface Installation {
  /** The folder that holds hypervisor/out/arm64; sources lie below it, too. */
  readonly root: string;
  readonly images: SystemImages;
}

const IMAGES = join('hypervisor', 'out', 'arm64');

/**
 * The installation that `from`, a file or folder, belongs to: the folder that
 * CELLBLOCK_ROOT names, else the nearest one around `from` with built images.
 */
export function findInstallation(
  from: string,
  environment: NodeJS.ProcessEnv = process.env,
): Installation | { readonly failure: EngineFailure } {
  const chosen = environment.CELLBLOCK_ROOT;
  const candidates = chosen ? [resolve(chosen)] : ancestorsOf(resolve(from));
  const root = candidates.find((folder) => existsSync(join(folder, IMAGES, 'hypervisor.bin')));
  if (root === undefined) return { failure: installationMissing(from, chosen) };
  const image = (name: string): string => join(root, IMAGES, name);
  return {
    root,
    images: {
      steward: image('steward.elf'),
      hypervisor: image('hypervisor.bin'),
      hypervisorElf: image('hypervisor.elf'),
    },
  };
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [path, ...ancestorsOf(parent)];
}

function installationMissing(from: string, chosen: string | undefined): EngineFailure {
  const place = chosen ? `in ${chosen}, which CELLBLOCK_ROOT names` : `in or above ${from}`;
  return new EngineFailure(
    'image-missing',
    `There is no ${join(IMAGES, 'hypervisor.bin')} ${place}. Build it: run "npm run build" in ` +
      'the Cellblock folder, or set CELLBLOCK_ROOT to a folder where it has been built.',
  );
}
