#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The `cellblock` command. Its code is built into ../out. What is run on many
// files is bundled into ../dist as well, for as long as nothing is newer.
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadScript } from './compiled-script.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** tsc touches one of these files whenever it builds a part of the bundle. */
const builds = ['..', '../../../configs/model', '../../../configs/compiler'];

const words = process.argv.slice(2);
const bundle = here('../dist/config.cjs');
const isFresh = () => {
  const time = timeOf(bundle);
  return builds.every((folder) => timeOf(here(`${folder}/tsconfig.tsbuildinfo`)) < time);
};

if (words[0] === 'config' && isFresh()) {
  await loadScript(bundle).exports.run(words);
} else if (existsSync(here('../out/main.js'))) {
  await import('../out/main.js');
} else {
  console.error('cellblock: not built yet. Run: npm run build');
  process.exitCode = 2;
}
