// SPDX-License-Identifier: MIT
// Where images may be loaded to in a cell.
import { hasFlag, type Cell } from '@cellblock/cell-config';
import type { LoadImage } from './client/engine-client.js';
import { EngineFailure } from './failures.js';

export class LoadableRegions {
  private readonly regions: readonly { readonly start: bigint; readonly end: bigint }[];

  constructor(private readonly cell: Cell) {
    this.regions = cell.memoryRegions
      .filter((region) => hasFlag(region, 'LOADABLE'))
      .map(({ virtStart, size }) => ({ start: virtStart, end: virtStart + size }));
  }

  /** Fails with image-outside-loadable for the first image that lies in no region. */
  check(images: readonly LoadImage[]): void {
    images.forEach(({ bytes, address }, index) => {
      const end = address + BigInt(bytes.length);
      if (this.regions.some((region) => address >= region.start && end <= region.end)) return;
      const places = this.regions.map((region) => rangeText(region.start, region.end));
      throw new EngineFailure(
        'image-outside-loadable',
        `Image ${index} of ${bytes.length} bytes would go to ${rangeText(address, end)}, but the ` +
          `loadable memory of cell "${this.cell.name}" is ${places.join(', ') || 'none'}. Change the ` +
          'address, or the LOADABLE regions of the configuration.',
      );
    });
  }
}

/** `end` is exclusive. */
function rangeText(start: bigint, end: bigint): string {
  const last = end > start ? end - 1n : start;
  return `0x${start.toString(16)}-0x${last.toString(16)}`;
}
