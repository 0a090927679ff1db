// SPDX-License-Identifier: MIT
// The configurations that are measured: all of the repository, and as many
// variants of them as are wanted, in a folder of their own.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** Where #include looks, in order. */
export const includePaths = [join(repository, 'configs/include')];

const folders = ['arm64', 'arm', 'x86'];

/** Paths of all configurations in configs/. */
export function allConfigurations(): string[] {
  return folders
    .map((folder) => join(repository, 'configs', folder))
    .filter((folder) => existsSync(folder))
    .flatMap(sourcesIn);
}

/** The longest one, as a person who edits it sees it. */
export function largestConfiguration(): string {
  const sizes = allConfigurations().map((file) => ({ file, size: textOf(file).length }));
  const [largest] = sizes.sort((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error('configs/ holds no configuration');
  return largest.file;
}

export function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Writes every configuration, and variants until there are `count`; returns their paths. */
export function writeVariants(count: number, scratch: string): string[] {
  const originals = allConfigurations();
  for (const folder of new Set(originals.map(dirname))) {
    const copy = join(scratch, basename(folder));
    mkdirSync(copy, { recursive: true });
    cpSync(folder, copy, { recursive: true, filter: (path) => extname(path) !== '.c' });
  }
  return Array.from({ length: Math.max(count, originals.length) }, (_, index) => {
    const original = originals[index % originals.length] ?? '';
    const round = Math.floor(index / originals.length);
    const name = basename(original, '.c') + (round === 0 ? '' : `-${String(round)}`);
    const file = join(scratch, basename(dirname(original)), `${name}.c`);
    writeFileSync(file, variant(textOf(original), round));
    return file;
  });
}

/** The same configuration with its addresses and sizes moved by pages. */
function variant(text: string, pages: number): string {
  return text.replace(
    /\b0x([\da-f]{5,8})000\b/gi,
    (_, digits: string) => `0x${(parseInt(digits, 16) + pages).toString(16)}000`,
  );
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.c'))
    .map((name) => join(folder, name));
}
