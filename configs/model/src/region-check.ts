// SPDX-License-Identifier: MIT
// Rules that look at one memory region after the other, and the regions of a
// set with what such rules need to know of each.
import { cellInSet, problemLimit } from './check.js';
import type { CellInSet, Check } from './check.js';
import { membersOf } from './config.js';
import type { SystemSet } from './config.js';
import { memoryFlags, pageSize, pciTypes } from './constants.js';
import type { MemoryFlag } from './constants.js';
import { insertElement, removeElement, setMemoryFlags } from './fix.js';
import { physicalRange, virtualRange } from './memory-regions.js';
import type { AddressRange } from './memory-regions.js';
import type { Fix, InsertEdit, ModelPath, Problem } from './problem.js';
import type { Cell } from './config.js';
import type { MemoryRegion } from './schema/records.js';

/** A memory region and where it stands. */
export interface RegionInSet {
  readonly cell: CellInSet;
  readonly index: number;
  readonly region: MemoryRegion;
  /** Memory region 2 of "demo" */
  readonly title: string;
  /** Whether a device of shared memory counts it among its sections. */
  readonly isSection: boolean;
  readonly at: (field?: keyof MemoryRegion) => ModelPath;
}

/** What a rule says of a region; the severity is the rule's unless it is told here. */
export interface RegionFinding extends Partial<Pick<Problem, 'severity' | 'related'>> {
  /** Goes on behind the title of the region. */
  readonly message: string;
  /** The field to blame; absent: the region. */
  readonly field?: keyof MemoryRegion;
  readonly fix?: Fix;
}

/** All that a check is but for how it looks. */
export type Rule = Omit<Check, 'run'>;

/** A check that judges regions one by one. */
export function regionCheck(
  rule: Rule,
  judge: (region: RegionInSet, set: SystemSet) => RegionFinding | undefined,
): Check {
  return {
    ...rule,
    run: (set) =>
      regionsOf(set)
        .flatMap((place): Problem[] => {
          const finding = judge(place, set);
          if (finding === undefined) return [];
          const { severity, message, field, related, fix } = finding;
          return [
            {
              id: rule.id,
              severity: severity ?? rule.severity,
              message: `${place.title} ${message}`,
              at: place.at(field),
              ...(related && { related }),
              ...(fix && { fix }),
            },
          ];
        })
        .slice(0, problemLimit),
  };
}

/** Every region of every member, the system's first. */
export function regionsOf(set: SystemSet): RegionInSet[] {
  return membersOf(set).map(cellInSet).flatMap(regionsOfCell);
}

export function regionsOfCell(cell: CellInSet): RegionInSet[] {
  const sections = sectionsOf(cell.cell);
  return cell.cell.memoryRegions.map((region, index) => ({
    cell,
    index,
    region,
    title: `Memory region ${index} of ${cell.title}`,
    isSection: sections.has(index),
    at: (field) => cell.path('memoryRegions', index, ...(field === undefined ? [] : [field])),
  }));
}

/** The indexes of regions that devices of shared memory count as theirs. */
function sectionsOf({ pciDevices }: Cell): Set<number> {
  const sections = new Set<number>();
  for (const { type, shmemRegionsStart, shmemPeers } of pciDevices) {
    if (type !== pciTypes.IVSHMEM) continue;
    // A state table, what all may write, and one section for each peer.
    for (let n = 0; n < 2 + shmemPeers; n++) sections.add(shmemRegionsStart + n);
  }
  return sections;
}

/** Whether the hypervisor traps each access because the region is not made of whole pages. */
export function isSubpage({ virtStart, size }: MemoryRegion): boolean {
  return ((virtStart | size) & (pageSize - 1n)) !== 0n;
}

export function hasAny(region: MemoryRegion, ...flags: readonly MemoryFlag[]): boolean {
  return flags.some((flag) => (region.flags & memoryFlags[flag]) !== 0n);
}

const widthFlags: readonly MemoryFlag[] = ['IO_8', 'IO_16', 'IO_32', 'IO_64'];

/** Bytes of the accesses that a region smaller than a page lets through. */
export function accessWidths(region: MemoryRegion): bigint[] {
  return widthFlags.flatMap((flag, n) => (hasAny(region, flag) ? [1n << BigInt(n)] : []));
}

/** A fix that sets and clears flags of a region. */
export function flagsFix(
  { region, at }: RegionInSet,
  title: string,
  {
    set = [],
    clear = [],
  }: { readonly set?: readonly MemoryFlag[]; readonly clear?: readonly MemoryFlag[] },
): Fix {
  const mask = (flags: readonly MemoryFlag[]): bigint =>
    flags.reduce((sum, flag) => sum | memoryFlags[flag], 0n);
  const flags = (region.flags & ~mask(clear)) | mask(set);
  return { title, edits: [setMemoryFlags(at('flags'), flags)] };
}

/** The same memory as a region of the root cell, with what it needs to load and to use it. */
export function rootRegion(root: CellInSet, region: MemoryRegion, comment: string): InsertEdit {
  const isDevice = hasAny(region, 'IO');
  const flags: readonly MemoryFlag[] = isDevice
    ? ['READ', 'WRITE', 'IO']
    : ['READ', 'WRITE', 'EXECUTE', 'DMA'];
  const { physStart, size } = region;
  return insertElement(
    root.path('memoryRegions'),
    root.cell.memoryRegions.length,
    {
      physStart,
      virtStart: physStart,
      size,
      flags: flags.reduce((sum, flag) => sum | memoryFlags[flag], 0n),
    },
    comment,
  );
}

export function removeFix({ index, at }: RegionInSet): Fix {
  return { title: `Remove memory region ${index}`, edits: [removeElement(at())] };
}

/** What of `range` none of the regions covers, in ascending order. */
export function uncovered(
  range: AddressRange,
  regions: readonly MemoryRegion[],
  rangeOf: (region: MemoryRegion) => AddressRange | undefined = physicalRange,
): AddressRange[] {
  let rest: AddressRange[] = [range];
  for (const region of regions) {
    const cut = rangeOf(region);
    if (cut === undefined) continue;
    rest = rest.flatMap((piece) => {
      if (cut.end <= piece.start || cut.start >= piece.end) return [piece];
      const before = { start: piece.start, end: cut.start };
      const behind = { start: cut.end, end: piece.end };
      return [before, behind].filter(({ start, end }) => start < end);
    });
  }
  return rest;
}

/** The region of a cell that an address of it falls in. */
export function regionAt(cell: CellInSet, address: bigint): RegionInSet | undefined {
  return regionsOfCell(cell).find(({ region }) => {
    const range = virtualRange(region);
    return range !== undefined && range.start <= address && address < range.end;
  });
}
