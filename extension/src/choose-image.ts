// SPDX-License-Identifier: MIT
// Which image goes into a cell: what was chosen for it before comes first.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { Installation } from './installation.js';

interface ImageItem extends vscode.QuickPickItem {
  readonly path?: string;
}

/** The path of an image for the cell at this URI; undefined if none was chosen. */
export async function chooseImage(
  cell: string,
  installation: Installation,
  memory: vscode.Memento,
): Promise<string | undefined> {
  const key = `image:${cell}`;
  const remembered = memory.get<string>(key);
  const last = remembered !== undefined && existsSync(remembered) ? remembered : undefined;
  const picked = await vscode.window.showQuickPick(imageItems(installation, last), {
    title: 'Image to load into the cell',
    placeHolder: 'Choose an inmate',
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  const path = picked.path ?? (await browse());
  if (path !== undefined) await memory.update(key, path);
  return path;
}

async function imageItems(
  installation: Installation,
  last: string | undefined,
): Promise<ImageItem[]> {
  const paths = [...(await workspaceImages()), ...(await installedImages(installation))];
  const others = [...new Set(paths)].filter((path) => path !== last);
  const item = (path: string): ImageItem => ({
    label: basename(path),
    description: vscode.workspace.asRelativePath(path),
    path,
  });
  return [
    ...(last === undefined ? [] : [{ ...item(last), detail: 'chosen last time' }]),
    ...others.map(item),
    { label: 'Browse…', description: 'another flat image or ELF file' },
  ];
}

async function workspaceImages(): Promise<string[]> {
  const found = await vscode.workspace.findFiles('**/*.bin', '**/node_modules/**', 200);
  // The hypervisor is no inmate.
  return found
    .map((uri) => uri.fsPath)
    .filter((path) => basename(path) !== 'hypervisor.bin')
    .sort();
}

async function installedImages({ root }: Installation): Promise<string[]> {
  const folder = join(root, 'hypervisor/out/arm64/inmates');
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.bin'))
    .sort()
    .map((name) => join(folder, name));
}

async function browse(): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Image to load into the cell',
    openLabel: 'Load',
    filters: { Images: ['bin', 'elf'], 'All files': ['*'] },
  });
  return picked?.[0]?.fsPath;
}
