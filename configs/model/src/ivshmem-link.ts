// SPDX-License-Identifier: MIT
// Shared memory devices as ends of links, with the memory regions that are
// their sections: the state table, what all peers may write, and one output
// section of each peer. Ends of one link have the same address on the bus.
import { problemLimit } from './check.js';
import type { Check } from './check.js';
import { membersOf } from './config.js';
import type { SystemSet } from './config.js';
import { devicesOfMember, isIvshmem, judgeAll, oncePerMember, pairsOf } from './device-check.js';
import type { DeviceInSet, Finding, Rule } from './device-check.js';
import { hasFlag } from './memory-regions.js';
import type { Layout } from './layouts/layout.js';
import type { ModelPath } from './problem.js';
import type { MemoryRegion } from './schema/records.js';

/** Peers that a link can have (upstream's IVSHMEM_MAX_PEERS). */
export const mostPeers = 12;

/** MSI-X vectors that a device can have. */
export const mostVectors = 16;

/** Protocols from this one on are virtio's; the next bit is set for its back ends. */
export const virtioFront = 0x8000;

export interface Section {
  /** Index of the memory region. */
  readonly index: number;
  readonly region: MemoryRegion;
  /** With its article: the state table. */
  readonly name: string;
  readonly kind: 'states' | 'common' | 'output';
  /** Of an output section: whose. */
  readonly peer?: number;
  readonly at: (field?: keyof MemoryRegion) => ModelPath;
}

export interface Link extends DeviceInSet {
  /** Absent where the regions do not look as if they were meant for it. */
  readonly sections?: readonly Section[];
}

/** Ends of links in files whose format knows sections; before, a link had one region. */
export function linksOf(set: SystemSet): Link[] {
  return membersOf(set).flatMap(linksOfMember);
}

export const linksOfMember = oncePerMember((member): readonly Link[] => {
  if (!knowsSections(member.config.layout)) return [];
  return devicesOfMember(member)
    .filter(isIvshmem)
    .map((device) => {
      const sections = sectionsOf(device);
      return { ...device, ...(sections && { sections }) };
    });
});

function knowsSections({ arrays }: Layout): boolean {
  const of = arrays.find(({ property }) => property === 'pciDevices')?.of;
  return of?.kind === 'struct' && 'shmem_peers' in of.fields;
}

/** The sections if all are there and none is made for something else. */
function sectionsOf(device: DeviceInSet): readonly Section[] | undefined {
  const { cell, value } = device;
  const { shmemRegionsStart, shmemPeers } = value;
  const regions = cell.cell.memoryRegions.slice(
    shmemRegionsStart,
    shmemRegionsStart + 2 + shmemPeers,
  );
  const isWhole = regions.length === 2 + shmemPeers;
  if (!isWhole || shmemPeers > mostPeers || foreignIndex(regions) >= 0) return undefined;
  return regions.map((region, n) => ({
    index: shmemRegionsStart + n,
    region,
    at: (field) =>
      cell.path('memoryRegions', shmemRegionsStart + n, ...(field === undefined ? [] : [field])),
    ...(n === 0
      ? { name: 'the state table', kind: 'states' }
      : n === 1
        ? { name: 'the section that all peers may write', kind: 'common' }
        : { name: `the output section of peer ${n - 2}`, kind: 'output', peer: n - 2 }),
  }));
}

/**
 * The first region that is for something else than being shared between cells,
 * or -1. Registers and code count only where other regions are none: some links
 * are mapped as registers as a whole.
 */
export function foreignIndex(regions: readonly MemoryRegion[]): number {
  const present = regions.filter(({ size }) => size !== 0n);
  const isMixed = (flag: 'IO' | 'EXECUTE'): boolean =>
    present.some((region) => hasFlag(region, flag)) &&
    !present.every((region) => hasFlag(region, flag));
  const [isIoMixed, isCodeMixed] = [isMixed('IO'), isMixed('EXECUTE')];
  return regions.findIndex(
    (region) =>
      hasFlag(region, 'COMM_REGION') ||
      hasFlag(region, 'LOADABLE') ||
      (isIoMixed && hasFlag(region, 'IO')) ||
      (isCodeMixed && hasFlag(region, 'EXECUTE')),
  );
}

/** A check that judges ends of links one by one. */
export function linkCheck(
  rule: Rule,
  judge: (link: Link, set: SystemSet) => Finding | undefined | readonly Finding[],
): Check {
  return {
    ...rule,
    run: (set) => judgeAll(rule, linksOf(set), (link) => judge(link, set)),
  };
}

/** A check that judges two ends of one link; what it finds is reported at the second. */
export function linkPairCheck(
  rule: Rule,
  judge: (first: Link, second: Link) => Finding | undefined,
): Check {
  return {
    ...rule,
    run: (set) =>
      pairsOf(set)
        .flatMap(([one, other]) => {
          const firsts = new Map(linksOfMember(one).map((link) => [link.value.bdf, link]));
          return judgeAll(rule, linksOfMember(other), (second) => {
            const first = firsts.get(second.value.bdf);
            const finding = first && judge(first, second);
            if (first === undefined || finding === undefined) return undefined;
            const related = [{ at: first.at(), message: `The other end is ${first.title}.` }];
            return { related, ...finding };
          });
        })
        .slice(0, problemLimit),
  };
}
