// SPDX-License-Identifier: MIT
// Bundles the subcommands on configurations into one script, and keeps what V8
// makes of it in a run over all configurations of the repository.
// usage: node bundle.mjs
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cacheOf, loadScript } from './bin/compiled-script.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const configs = join(here, '../../configs');
const outfile = join(here, 'dist/config.cjs');

rmSync(cacheOf(outfile), { force: true });
await build({
  absWorkingDir: here,
  entryPoints: ['out/config-main.js'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.dirname': '__dirname' },
});

const sources = ['arm64', 'arm', 'x86'].flatMap((folder) =>
  readdirSync(join(configs, folder))
    .filter((name) => name.endsWith('.c'))
    .map((name) => join(configs, folder, name)),
);
const scratch = mkdtempSync(join(tmpdir(), 'cellblock-bundle-'));
const { script, exports } = loadScript(outfile);
await exports.run(['config', 'compile', '--quiet', '-d', scratch, ...sources]);
rmSync(scratch, { recursive: true });
writeFileSync(cacheOf(outfile), script.createCachedData());
console.log('bundle: hypervisor/cli/dist/config.cjs');
