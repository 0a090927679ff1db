// SPDX-License-Identifier: MIT
// Address ranges of memory regions, and when two of them touch.
import { memoryFlags } from './constants.js';
import type { MemoryRegion } from './schema/records.js';

/** Addresses from `start` up to but not including `end`. */
export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

export function hasFlag(region: MemoryRegion, flag: keyof typeof memoryFlags): boolean {
  return (region.flags & memoryFlags[flag]) !== 0n;
}

/** Where the region lies in memory; undefined for place holders and communication regions. */
export function physicalRange(region: MemoryRegion): AddressRange | undefined {
  return hasFlag(region, 'COMM_REGION') ? undefined : rangeOf(region.physStart, region.size);
}

/** Where the cell sees the region; undefined for place holders. */
export function virtualRange(region: MemoryRegion): AddressRange | undefined {
  return rangeOf(region.virtStart, region.size);
}

export function rangeOf(start: bigint, size: bigint): AddressRange | undefined {
  return size === 0n ? undefined : { start, end: start + size };
}

export function intersection(a: AddressRange, b: AddressRange): AddressRange | undefined {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return start < end ? { start, end } : undefined;
}
