// SPDX-License-Identifier: MIT
// Files that a person names, whatever they turn out to be: missing, a folder,
// a device that never ends, the standard input as `-`.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** No configuration comes near: the hypervisor takes 64 KiB, a source has a few thousand lines. */
export const LARGEST_INPUT = 16 << 20;

/** The name by which the standard input is given. */
export const STANDARD_INPUT = '-';

export type InputFile =
  | { readonly bytes: Uint8Array }
  /** What happened and what to do, to go behind the file's name. */
  | { readonly failure: string };

export function readInput(path: string): InputFile {
  let descriptor: number;
  try {
    descriptor = path === STANDARD_INPUT ? 0 : openSync(path, 'r');
  } catch (error) {
    return { failure: reasonOf(error) };
  }
  try {
    return readUpToLimit(descriptor);
  } catch (error) {
    return { failure: reasonOf(error) };
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

function readUpToLimit(descriptor: number): InputFile {
  const { size } = fstatSync(descriptor);
  if (size > LARGEST_INPUT) return { failure: tooLarge(`has ${Math.ceil(size / 2 ** 20)} MiB`) };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    // A size is known of files only; pipes and devices have none.
    const expected = size > 0 ? size + 1 - length : 0;
    const chunk = new Uint8Array(expected > 0 ? expected : 1 << 16);
    const count = readSome(descriptor, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
    // A file that gives less than was asked for has no more.
    if (expected > count) break;
    if (length > LARGEST_INPUT) return { failure: tooLarge('does not end') };
  }
  return { bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) };
}

/** A standard input that does not block is asked again until it has something. */
function readSome(descriptor: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function tooLarge(what: string): string {
  return `${what}; no configuration is larger than ${LARGEST_INPUT >> 20} MiB. Is it the right file?`;
}

/** The usual reasons in words that tell what to do; any other as the system says it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'does not exist; check the spelling of its path';
    case 'ENOTDIR':
      return 'does not exist: a part of its path is a file, not a folder';
    case 'EISDIR':
      return 'is a folder; name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'may not be accessed; check its permissions';
    case 'EROFS':
      return 'lies on a file system that is read-only';
    case 'ENOSPC':
      return 'has no room: the disk is full';
    case 'ENAMETOOLONG':
      return 'has a name that is too long';
    default:
      return message;
  }
}
