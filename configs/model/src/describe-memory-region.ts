// SPDX-License-Identifier: MIT
// A memory region in words: what it is, where it lies, what may be done with
// it. Hovers and explanations say the same because both say this.
import { memoryFlags, pageSize } from './constants.js';
import type { MemoryFlag } from './constants.js';
import { formatRange, formatSize } from './format.js';
import { hasFlag } from './memory-regions.js';
import type { MemoryRegion } from './schema/records.js';

export interface RegionOwner {
  /** Name of the cell; absent if the region stands alone. */
  readonly cell?: string;
  readonly index?: number;
}

export interface RegionDescription {
  /** Memory region 1 of "inmate-demo": RAM */
  readonly title: string;
  /** RAM, device, communication region, ... */
  readonly kind: string;
  /** 64 KiB */
  readonly size: string;
  /** Where the memory is; undefined where the hypervisor provides it. */
  readonly physical?: string;
  /** Where the cell sees it. */
  readonly virtual: string;
  /** Names of JAILHOUSE_MEM_* without the prefix; unknown bits in hexadecimal. */
  readonly flags: readonly string[];
  /** What follows from the flags and sizes, one sentence each. */
  readonly notes: readonly string[];
}

export function describeMemoryRegion(
  region: MemoryRegion,
  owner: RegionOwner = {},
): RegionDescription {
  const kind = kindOf(region);
  const subject = owner.index === undefined ? 'Memory region' : `Memory region ${owner.index}`;
  const whose = owner.cell === undefined ? '' : ` of "${owner.cell}"`;
  return {
    title: `${subject}${whose}: ${kind}`,
    kind,
    size: formatSize(region.size),
    ...(!hasFlag(region, 'COMM_REGION') && {
      physical: formatRange(region.physStart, region.size),
    }),
    virtual: formatRange(region.virtStart, region.size),
    flags: flagNames(region.flags),
    notes: notesOn(region),
  };
}

/** Names of the flags that are set; what has no name comes last, as one number. */
export function flagNames(flags: bigint): string[] {
  const names: string[] = [];
  let rest = flags;
  for (const name of Object.keys(memoryFlags) as MemoryFlag[]) {
    if ((flags & memoryFlags[name]) === 0n) continue;
    names.push(name);
    rest &= ~memoryFlags[name];
  }
  if (rest !== 0n) names.push(`0x${rest.toString(16)}`);
  return names;
}

function kindOf(region: MemoryRegion): string {
  if (region.size === 0n) return 'place holder';
  if (hasFlag(region, 'COMM_REGION')) return 'communication region';
  if (hasFlag(region, 'IO')) return 'device';
  if (hasFlag(region, 'EXECUTE') || hasFlag(region, 'DMA') || hasFlag(region, 'LOADABLE')) {
    return 'RAM';
  }
  return hasFlag(region, 'ROOTSHARED') ? 'shared memory' : 'memory';
}

function notesOn(region: MemoryRegion): string[] {
  const notes: string[] = [];
  if (region.size === 0n) return ['It has no size: the hypervisor skips it.'];
  if (((region.virtStart | region.size) & (pageSize - 1n)) !== 0n) {
    const widths = (['IO_8', 'IO_16', 'IO_32', 'IO_64'] as const).filter((width) =>
      hasFlag(region, width),
    );
    const allowed = widths.map((width) => width.slice('IO_'.length)).join(', ');
    notes.push(
      'It is not made of whole pages, so every access traps and is emulated; ' +
        (allowed === '' ? 'no IO_* width is set, so all are refused.' : `${allowed} bits wide.`),
    );
  }
  if (hasFlag(region, 'COMM_REGION')) {
    notes.push('The hypervisor provides the page; physical address means nothing.');
  }
  if (hasFlag(region, 'ROOTSHARED')) notes.push('The root cell keeps its access.');
  if (hasFlag(region, 'LOADABLE')) {
    notes.push('The root cell may write it between loading and start of the cell.');
  }
  return notes;
}
