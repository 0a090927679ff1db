// SPDX-License-Identifier: MIT
// What the hypervisor's page tables will have for a memory region on 64-bit
// Arm: stage 2 of EL1&0 with 4 KiB granule (Arm ARM, D5.3.3).
import { hasFlag } from './memory-regions.js';
import { pageSize } from './constants.js';
import type { MemoryRegion } from './schema/records.js';

/** Leaf entries of one level. */
export interface Leaves {
  /** 1: blocks of 1 GiB, 2: of 2 MiB, 3: pages of 4 KiB. */
  readonly level: 1 | 2 | 3;
  readonly size: bigint;
  readonly count: bigint;
}

export interface Stage2Mapping {
  /** S2AP, bits 7:6: bit 0 is read, bit 1 write. */
  readonly s2ap: number;
  /** XN, bit 54. */
  readonly isExecuteNever: boolean;
  /** MemAttr, bits 5:2: 0b0001 is Device-nGnRE, 0b1111 Normal write-back. */
  readonly memAttr: number;
  readonly leaves: readonly Leaves[];
  /** The first leaf entry; without its address where only the hypervisor knows that. */
  readonly entry: bigint;
}

const sizes = { 1: 1n << 30n, 2: 1n << 21n, 3: pageSize } as const;

/** Valid, inner shareable, accessed. */
const leafBits = 1n | (3n << 8n) | (1n << 10n);
const pageBit = 2n;
const executeNever = 1n << 54n;
const addressBits = 0x0000fffffffff000n;

export const memAttributes = { device: 0b0001, normal: 0b1111 } as const;

/**
 * Undefined for place holders, and for regions that are not made of whole
 * pages: they have no entries, so that every access traps.
 */
export function stage2MappingOf(region: MemoryRegion): Stage2Mapping | undefined {
  const isCommunication = hasFlag(region, 'COMM_REGION');
  const physical = isCommunication ? 0n : region.physStart;
  const size = isCommunication ? pageSize : region.size;
  if (region.size === 0n || ((region.virtStart | physical | size) & (pageSize - 1n)) !== 0n) {
    return undefined;
  }
  const mapped = { virtual: region.virtStart, physical, size };
  const isDevice = hasFlag(region, 'IO') && !isCommunication;
  const first = hasFlag(region, 'NO_HUGEPAGES') || isCommunication ? 3 : 1;
  const counts = { 1: 0n, 2: 0n, 3: 0n };
  countLeaves(mapped, first, counts);
  const leaves = ([1, 2, 3] as const)
    .filter((level) => counts[level] > 0n)
    .map((level) => ({ level, size: sizes[level], count: counts[level] }));
  const s2ap = (hasFlag(region, 'READ') ? 1 : 0) | (hasFlag(region, 'WRITE') ? 2 : 0);
  const isExecuteNever = !hasFlag(region, 'EXECUTE');
  const memAttr = isDevice ? memAttributes.device : memAttributes.normal;
  const entry =
    (physical & addressBits) |
    leafBits |
    (levelAt(mapped, first) === 3 ? pageBit : 0n) |
    (BigInt(memAttr) << 2n) |
    (BigInt(s2ap) << 6n) |
    (isExecuteNever ? executeNever : 0n);
  return { s2ap, isExecuteNever, memAttr, leaves, entry };
}

interface Mapped {
  readonly virtual: bigint;
  readonly physical: bigint;
  readonly size: bigint;
}

type Level = Leaves['level'];

/** The level of the leaf at the start. */
function levelAt({ virtual, physical, size }: Mapped, first: Level): Level {
  for (let level = first; level < 3; level++) {
    const leaf = sizes[level];
    if (size >= leaf && ((virtual | physical) & (leaf - 1n)) === 0n) return level;
  }
  return 3;
}

/** The largest leaves that fit; smaller ones in front of them and behind. */
function countLeaves(mapped: Mapped, level: Level, counts: Record<Level, bigint>): void {
  const { virtual, physical, size } = mapped;
  if (size === 0n) return;
  const leaf = sizes[level];
  if (level === 3) {
    counts[3] += size / leaf;
    return;
  }
  const next: Level = level === 1 ? 2 : 3;
  const head = (leaf - (virtual & (leaf - 1n))) & (leaf - 1n);
  const isAlike = ((virtual ^ physical) & (leaf - 1n)) === 0n;
  if (!isAlike || head + leaf > size) {
    countLeaves(mapped, next, counts);
    return;
  }
  const count = (size - head) / leaf;
  counts[level] += count;
  countLeaves({ ...mapped, size: head }, next, counts);
  const behind = head + count * leaf;
  countLeaves(
    { virtual: virtual + behind, physical: physical + behind, size: size - behind },
    next,
    counts,
  );
}
