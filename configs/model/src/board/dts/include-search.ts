// SPDX-License-Identifier: MIT
// Where the files are that a device tree source includes: beside it, and in
// the folders above it in which the kernel's tree keeps what boards share.
import type { IncludedFile, ReadInclude } from './preprocess.js';

const highest = 24;

/** Searches by reading: a text that is there has been found. */
export function includesBy(readText: (path: string) => string | undefined): ReadInclude {
  return (name, from) => {
    for (const path of candidates(name, from)) {
      const text = readText(path);
      if (text !== undefined) return { path, text } satisfies IncludedFile;
    }
    return undefined;
  };
}

function candidates(name: string, from: string): string[] {
  if (name.startsWith('/')) return [name];
  let folder = folderOf(from);
  const found = [`${folder}${name}`];
  for (let level = 0; level < highest && folder !== '' && folder !== '/'; level++) {
    found.push(`${folder}include/${name}`, `${folder}scripts/dtc/include-prefixes/${name}`);
    folder = folderOf(folder.slice(0, -1));
  }
  return found;
}

/** With the slash at its end. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
