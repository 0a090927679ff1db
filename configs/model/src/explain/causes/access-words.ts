// SPDX-License-Identifier: MIT
// How accesses and regions are called in every explanation.
import type { MemoryFlag } from '../../constants.js';
import { describeMemoryRegion } from '../../describe-memory-region.js';
import { formatHex } from '../../format.js';
import type { MemoryFault } from '../fault.js';
import { regionName } from '../scene.js';
import type { PlacedRegion } from '../scene.js';

/** `read of 4 bytes at 0x50000000`, `instruction fetch at 0x0` */
export function accessText({
  access,
  address,
  size,
}: Pick<MemoryFault, 'access' | 'address' | 'size'>): string {
  if (access === 'fetch') return `instruction fetch at ${formatHex(address)}`;
  const bytes = size === undefined ? '' : ` of ${size} byte${size === 1 ? '' : 's'}`;
  return `${access}${bytes} at ${formatHex(address)}`;
}

export function flagOf(access: MemoryFault['access']): MemoryFlag {
  if (access === 'fetch') return 'EXECUTE';
  return access === 'write' ? 'WRITE' : 'READ';
}

/** `memory region 2 of "demo" (device)` */
export function regionLabel(placed: PlacedRegion): string {
  const { kind } = describeMemoryRegion(placed.region);
  return `${regionName(placed)} of ${placed.member.title} (${kind})`;
}

/** For the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
