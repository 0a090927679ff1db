// SPDX-License-Identifier: MIT
// Finds the QEMU binary: CELLBLOCK_QEMU, or qemu-system-aarch64 on the PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { TargetFailure } from '../target-failure.js';

const BINARY = 'qemu-system-aarch64';

export function findQemu(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.CELLBLOCK_QEMU;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new TargetFailure(
      'qemu-not-found',
      `CELLBLOCK_QEMU names ${chosen}, which is no program that can be run. ` +
        `Set it to the path of ${BINARY}, or unset it to search the PATH.`,
    );
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, BINARY)).find(isExecutable);
  if (found) return found;
  throw new TargetFailure(
    'qemu-not-found',
    `${BINARY} is not on the PATH. Install it, on Debian or Ubuntu with ` +
      `"sudo apt-get install qemu-system-arm", or set CELLBLOCK_QEMU to its path.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
