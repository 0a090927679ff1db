// SPDX-License-Identifier: MIT
// The edits that explanations offer, in terms of the model.
import { memoryFlags } from '../constants.js';
import type { MemoryFlag } from '../constants.js';
import { insertElement, memoryFlagsText, setMemoryFlags, setValue } from '../fix.js';
import type { Fix } from '../problem.js';
import type { PlacedRegion, SceneMember } from './scene.js';
import { regionName, regionPath } from './scene.js';

export function valueOfFlags(names: readonly MemoryFlag[]): bigint {
  return names.reduce((flags, name) => flags | memoryFlags[name], 0n);
}

/** More flags for a region. */
export function addFlags(placed: PlacedRegion, names: readonly MemoryFlag[]): Fix {
  const value = placed.region.flags | valueOfFlags(names);
  return {
    title: `Add ${names.map((name) => `JAILHOUSE_MEM_${name}`).join(' and ')} to ${regionName(placed)} of ${placed.member.title}`,
    edits: [setMemoryFlags(regionPath(placed, 'flags'), value)],
  };
}

export function setSize(placed: PlacedRegion, size: bigint): Fix {
  return {
    title: `Make ${regionName(placed)} of ${placed.member.title} 0x${size.toString(16)} bytes`,
    edits: [setValue(regionPath(placed, 'size'), size)],
  };
}

export interface NewRegion {
  readonly physStart: bigint;
  readonly virtStart: bigint;
  readonly size: bigint;
  readonly flags: readonly MemoryFlag[];
  /** What it is, for the comment above it. */
  readonly comment: string;
}

/**
 * At the end of the array, because devices of shared memory name their regions
 * by index.
 */
export function addRegion(member: SceneMember, region: NewRegion): Fix {
  return {
    title: `Give ${member.title} a memory region: ${region.comment}`,
    edits: [
      insertElement(
        member.path('memoryRegions'),
        member.cell.memoryRegions.length,
        {
          physStart: region.physStart,
          virtStart: region.virtStart,
          size: region.size,
          flags: memoryFlagsText(valueOfFlags(region.flags)),
        },
        region.comment,
      ),
    ],
  };
}

export function addPorts(member: SceneMember, base: number, length: number, name: string): Fix {
  return {
    title: `Give ${member.title} the ports of ${name}`,
    edits: [
      insertElement(
        member.path('pioRegions'),
        member.cell.pioRegions.length,
        { base: BigInt(base), length: BigInt(length) },
        name,
      ),
    ],
  };
}
