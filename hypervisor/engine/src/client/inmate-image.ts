// SPDX-License-Identifier: MIT
// What is loaded into a cell: a flat binary at an address, or the loadable
// segments of an ELF file, which say themselves where they belong.
import { SegmentType } from '../elf/elf.js';
import { readElf } from '../elf/read-elf.js';
import type { LoadImage } from './engine-client.js';

export interface InmateImage {
  readonly images: readonly LoadImage[];
  /** Why there is nothing to load, for a person; empty if there is. */
  readonly problems: readonly string[];
}

/**
 * @param bytes the file's content
 * @param address guest-physical address of a flat binary; an ELF file ignores it
 */
export function inmateImage(bytes: Uint8Array, address = 0n): InmateImage {
  if (bytes.length === 0) return { images: [], problems: ['the image is empty'] };
  if (!isElf(bytes)) return { images: [{ bytes, address }], problems: [] };
  const { elf, problems } = readElf(bytes);
  if (elf === undefined) {
    return { images: [], problems: problems.map((problem) => problem.message) };
  }
  const images = elf.segments
    .filter((segment) => segment.type === SegmentType.load && segment.bytes.length > 0)
    .map((segment) => ({ bytes: segment.bytes, address: segment.physicalAddress }));
  return images.length > 0
    ? { images, problems: [] }
    : { images, problems: ['the ELF file has no loadable segment; was it linked?'] };
}

function isElf(bytes: Uint8Array): boolean {
  return [0x7f, 0x45, 0x4c, 0x46].every((byte, index) => bytes[index] === byte);
}
