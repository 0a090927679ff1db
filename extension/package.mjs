// SPDX-License-Identifier: MIT
// Makes cellblock.vsix: the bundles, and an installation in the layout of this
// repository (images, C sources to step through, configurations).
// usage: node package.mjs   (after the build)
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const stage = join(here, 'out/vsix');
const vsix = join(here, 'cellblock.vsix');

/** Files and folders from the repository's root, with what is taken of a folder. */
const parts = [
  { path: 'LICENSE' },
  { path: 'configs/include', only: /\.h$/ },
  { path: 'configs/arm64', only: /\.[ch]$/ },
  { path: 'hypervisor/include', only: /\.h$/ },
  { path: 'hypervisor/core', only: /\.[chS]$/ },
  { path: 'hypervisor/arch', only: /\.([chS]|inc)$/ },
  { path: 'hypervisor/uart', only: /\.[chS]$/ },
  { path: 'hypervisor/inmates', only: /\.[chS]$/ },
  { path: 'hypervisor/steward', only: /\.[chS]$/ },
  { path: 'hypervisor/out/arm64/hypervisor.bin' },
  { path: 'hypervisor/out/arm64/hypervisor.elf' },
  { path: 'hypervisor/out/arm64/steward.elf' },
  { path: 'hypervisor/out/arm64/inmates', only: /\.(bin|elf)$/ },
];

const missing = parts.map(({ path }) => path).filter((path) => !existsSync(join(root, path)));
if (!existsSync(join(here, 'dist/extension.cjs'))) missing.push('extension/dist');
if (missing.length > 0) {
  console.error(`package: run "npm run build" first; missing: ${missing.join(', ')}`);
  process.exit(1);
}

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const { path, only } of parts) copy(join(root, path), join(stage, path), only);
copy(join(here, 'dist'), join(stage, 'dist'), /\.(c?js|wasm)$/);
copy(join(here, 'dist/ThirdPartyNotices.txt'), join(stage, 'ThirdPartyNotices.txt'));
copy(join(here, 'images'), join(stage, 'images'), /\.png$/);
copy(join(here, 'README.md'), join(stage, 'README.md'));

const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
delete manifest.scripts;
delete manifest.devDependencies;
delete manifest.private;
writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, null, 2));

// Only what belongs into the package is here.
writeFileSync(join(stage, '.vscodeignore'), '');

const vsce = join(root, 'node_modules/.bin/vsce');
execFileSync(
  vsce,
  [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ],
  {
    cwd: stage,
    stdio: 'inherit',
  },
);

/** Copies a file, or those files of a folder whose names match. */
function copy(from, to, only) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, {
    recursive: true,
    filter: (source) => only === undefined || !/\.[A-Za-z]+$/.test(source) || only.test(source),
  });
}
