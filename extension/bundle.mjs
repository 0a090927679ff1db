// SPDX-License-Identifier: MIT
// Bundles the extension and, beside it, every process that it starts.
// usage: node bundle.mjs
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyNotices } from './third-party-notices.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);

/** What becomes of each compiled entry: dist/<name>. */
const entries = {
  'extension.cjs': 'extension/out/extension.js',
  'language-server.js': 'language-server/out/main.js',
  'debug-adapter.js': 'debug-adapter/out/main.js',
  'host.js': 'hypervisor/engine/out/host/main.js',
  'supervisor.js': 'hypervisor/targets/out/qemu/supervisor.js',
};

const missing = Object.values(entries).filter((entry) => !existsSync(join(root, entry)));
if (missing.length > 0) {
  console.error(`bundle: run "npx tsc -b" first; missing: ${missing.join(', ')}`);
  process.exit(1);
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Libraries in CommonJS call require(), which an ES module has to make for them. */
const requireBanner =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/** Every file of which something is in a bundle, as a path from the root. */
const bundled = new Set();

rmSync(join(here, 'dist'), { recursive: true, force: true });
for (const [name, entry] of Object.entries(entries)) {
  const outfile = join(here, 'dist', name);
  const { metafile } = await build(
    name.endsWith('.cjs')
      ? {
          ...shared,
          entryPoints: [entry],
          outfile,
          format: 'cjs',
          external: ['vscode'],
          // What a module knows of its own place, in CommonJS words.
          banner: {
            js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;",
          },
          define: { ...shared.define, 'import.meta.url': 'importMetaUrl' },
        }
      : { ...shared, entryPoints: [entry], outfile, format: 'esm', banner: { js: requireBanner } },
  );
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const input of Object.keys(inputs)) bundled.add(input);
  }
  console.log(`bundle: ${relative(root, outfile)}`);
}

// The debug adapter's disassembler reads its WebAssembly from beside itself.
const capstone = createRequire(join(root, 'debug-adapter/package.json')).resolve(
  '@alexaltea/capstone-js',
);
copyFileSync(capstone, join(here, 'dist/capstone.cjs'));
copyFileSync(join(dirname(capstone), 'capstone.wasm'), join(here, 'dist/capstone.wasm'));
bundled.add(relative(root, capstone));

// So does the language server's formatter.
const clangFormat = createRequire(join(root, 'language-server/package.json')).resolve(
  '@wasm-fmt/clang-format/wasm',
);
copyFileSync(clangFormat, join(here, 'dist/clang-format.wasm'));

writeFileSync(join(here, 'dist/ThirdPartyNotices.txt'), thirdPartyNotices(root, [...bundled]));
