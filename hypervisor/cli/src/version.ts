// SPDX-License-Identifier: MIT
// The version that the package has.
import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
}

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

export const { version } = JSON.parse(manifest) as Manifest;
