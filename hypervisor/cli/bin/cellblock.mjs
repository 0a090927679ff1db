#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The `cellblock` command. Its code is built into ../out.
import { existsSync } from 'node:fs';

const main = new URL('../out/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main);
} else {
  console.error('cellblock: not built yet. Run: npm run build');
  process.exitCode = 2;
}
