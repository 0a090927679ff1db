// SPDX-License-Identifier: MIT
// A folder to work in: a copy of what a clone holds once it is built.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WorkspaceCopy {
  readonly folder: string;
  remove(): void;
}

const parts = [
  'configs/arm64',
  'configs/include',
  'hypervisor/include',
  'hypervisor/core',
  'hypervisor/arch',
  'hypervisor/uart',
  'hypervisor/inmates',
  'hypervisor/out/arm64/hypervisor.bin',
  'hypervisor/out/arm64/hypervisor.elf',
  'hypervisor/out/arm64/steward.elf',
  'hypervisor/out/arm64/inmates',
];

export function copyWorkspace(root: string): WorkspaceCopy {
  const home = mkdtempSync(join(tmpdir(), 'cellblock-'));
  // The folder's name is the window's title, in pictures, too.
  const folder = join(home, 'cells');
  mkdirSync(folder);
  for (const part of parts) {
    const from = join(root, part);
    if (!existsSync(from)) throw new Error(`${part} is missing; run "npm run build" first`);
    cpSync(from, join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, '.vscode'));
  // Without a C extension, VS Code takes headers for C++.
  const settings = { 'files.associations': { '*.h': 'c' }, 'files.exclude': { '.vscode': true } };
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}
