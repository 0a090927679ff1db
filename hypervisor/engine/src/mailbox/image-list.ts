// SPDX-License-Identifier: MIT
// The images of a load command in the staging area: the list of struct
// mailbox_image, then the images themselves.
import type { LoadImage } from '../client/engine-client.js';
import { mailboxImage } from './layout.js';
import type { Staged } from './mailbox-channel.js';

const PAGE = 4096;

export function stagedImages(images: readonly LoadImage[]): Staged {
  const places: number[] = [];
  let end = pages(images.length * mailboxImage.size);
  for (const { bytes } of images) {
    places.push(end);
    end += pages(bytes.length);
  }
  return { size: end, bytesAt: (address) => write(images, places, new Uint8Array(end), address) };
}

function write(
  images: readonly LoadImage[],
  places: readonly number[],
  result: Uint8Array,
  address: bigint,
): Uint8Array {
  const view = new DataView(result.buffer);
  images.forEach(({ bytes, address: target }, index) => {
    const place = places[index] ?? 0;
    const entry = index * mailboxImage.size;
    view.setBigUint64(entry + mailboxImage.offsets.source, address + BigInt(place), true);
    view.setBigUint64(entry + mailboxImage.offsets.size, BigInt(bytes.length), true);
    view.setBigUint64(entry + mailboxImage.offsets.target, target, true);
    result.set(bytes, place);
  });
  return result;
}

function pages(size: number): number {
  return Math.ceil(size / PAGE) * PAGE;
}
