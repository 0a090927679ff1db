// SPDX-License-Identifier: MIT
// The version that the package has.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly version: string;
}

const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');

export const { version } = JSON.parse(manifest) as Manifest;
