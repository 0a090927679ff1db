// SPDX-License-Identifier: MIT
// I/O ports: until revision 10 a bitmap in which a set bit denies a port, then
// a list of what is allowed.
import type { PioRegion } from '../schema/records.js';

const portCount = 0x10000;
const longestRegion = 0xffff;

/** The ports that a bitmap allows; those behind its end are denied. */
export function regionsOfBitmap(bitmap: ArrayLike<number>): PioRegion[] {
  const regions: PioRegion[] = [];
  const end = Math.min(bitmap.length * 8, portCount);
  const isAllowed = (port: number): boolean =>
    (((bitmap[port >> 3] ?? 0xff) >> (port & 7)) & 1) === 0;
  for (let port = 0; port < end;) {
    if ((port & 7) === 0 && bitmap[port >> 3] === 0xff) {
      port += 8;
      continue;
    }
    if (!isAllowed(port)) {
      port++;
      continue;
    }
    const base = port;
    while (port < end && isAllowed(port) && port - base < longestRegion) port++;
    regions.push({ base, length: port - base });
  }
  return regions;
}

/** A bitmap that allows these ports; none at all if there are none. */
export function bitmapOfRegions(regions: readonly PioRegion[]): number[] {
  if (regions.length === 0) return [];
  const bitmap = new Array<number>(portCount / 8).fill(0xff);
  for (const { base, length } of regions) {
    for (let port = base; port < Math.min(base + length, portCount); port++) {
      bitmap[port >> 3] = (bitmap[port >> 3] ?? 0) & ~(1 << (port & 7));
    }
  }
  return bitmap;
}
