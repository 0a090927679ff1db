// SPDX-License-Identifier: MIT
// Where Cellblock's own images and headers are, for one launch.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findInstallation, type Installation } from '@cellblock/engine/client';
import { installationNotFound } from '../failures.js';

/** The one that launch.json names, else the one around the system or this very program. */
export function installationFor(named: string | undefined, system: string): Installation {
  const own = dirname(fileURLToPath(import.meta.url));
  const found =
    named === undefined
      ? [findInstallation(system), findInstallation(own)]
      : [findInstallation(resolve(named), {})];
  for (const one of found) {
    if (!('failure' in one)) return one;
  }
  const [first] = found;
  throw installationNotFound(first && 'failure' in first ? first.failure.message : '');
}

/** Folders for #include of configurations. */
export function includeFolders({ root }: Installation, more: readonly string[]): string[] {
  return [...more, join(root, 'configs', 'include')];
}
