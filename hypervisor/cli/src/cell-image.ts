// SPDX-License-Identifier: MIT
// The image of a cell on disk, as --image names it.
import { readFileSync } from 'node:fs';
import { inmateImage, type LoadImage } from '@cellblock/engine/client';
import { CommandFailure, USAGE } from './command-failure.js';

/** @param option `FILE` or `FILE@ADDRESS`; the address is guest-physical, default 0 */
export function readImage(option: string): readonly LoadImage[] {
  const { file, address } = splitAddress(option);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new CommandFailure(
      `image ${file} can't be read: ${(error as Error).message}. Is it built? Try: npm run build`,
    );
  }
  const { images, problems } = inmateImage(bytes, address);
  if (images.length === 0) {
    throw new CommandFailure(`image ${file} can't be loaded: ${problems.join('; ')}`);
  }
  return images;
}

function splitAddress(option: string): { file: string; address?: bigint } {
  const match = /^(.+)@(0x[0-9a-fA-F]{1,16}|[0-9]{1,19})$/.exec(option);
  if (match?.[1] !== undefined && match[2] !== undefined) {
    return { file: match[1], address: BigInt(match[2]) };
  }
  if (option === '') throw new CommandFailure('--image wants a file', USAGE);
  return { file: option };
}
