// SPDX-License-Identifier: MIT
// Why an access was a violation, in terms of the configurations: where the
// address lies, whose it is, which lines say so, and what would grant it.
import {
  cellOf,
  cellStep,
  flagNames,
  formatHex,
  formatRange,
  hasFlag,
  physicalRange,
  virtualRange,
  type AddressRange,
  type MemoryRegion,
} from '@cellblock/cell-config';
import type { ExitRecord } from '@cellblock/engine/client';
import type { LoadedConfiguration } from '../launch/configuration.js';

/** How a configuration's file is named to the user. */
export type ShortPath = (path: string) => string;

export type Access = Pick<ExitRecord, 'address' | 'write' | 'fetch' | 'size'>;

const PAGE = 0x1000n;

/** One sentence each. */
export function explainViolation(
  access: Access,
  cell: LoadedConfiguration,
  system: LoadedConfiguration,
  shortPath: ShortPath,
): readonly string[] {
  const name = regionNamer(shortPath);
  const regions = cellOf(cell.model).memoryRegions;
  const index = regions.findIndex((region) => isIn(virtualRange(region), access.address));
  const region = regions[index];
  return region
    ? insideRegion(access, region, name(cell, region, index))
    : [
        ...outsideRegions(access, cell, name),
        ...ownerInSystem(access, system, name),
        grant(access),
      ];
}

function insideRegion(access: Access, region: MemoryRegion, name: string): string[] {
  const place = `${formatHex(access.address)} is in ${name}`;
  const wanted = flagOf(access);
  if (!hasFlag(region, wanted)) {
    const flags = flagNames(region.flags).join(' | ') || 'no flag';
    return [
      `${place}, which has ${flags} but not ${wanted}.`,
      `To allow it, add JAILHOUSE_MEM_${wanted} to that region's flags.`,
    ];
  }
  return [
    `${place}, which allows it, but the hypervisor cannot carry out this access.`,
    'Devices are accessed with single loads and stores of 1, 2, 4 or 8 bytes, at a multiple of their size.',
  ];
}

function outsideRegions(
  { address }: Access,
  cell: LoadedConfiguration,
  name: RegionNamer,
): string[] {
  const placed = cellOf(cell.model).memoryRegions.flatMap((region, index) => {
    const range = virtualRange(region);
    return range ? [{ region, index, range }] : [];
  });
  const below = placed.filter(({ range }) => range.end <= address);
  const above = placed.filter(({ range }) => range.start > address);
  const nearestBelow = below.toSorted((a, b) => (a.range.end < b.range.end ? 1 : -1))[0];
  const nearestAbove = above.toSorted((a, b) => (a.range.start < b.range.start ? -1 : 1))[0];
  const neighbours = [
    nearestBelow && `above ${name(cell, nearestBelow.region, nearestBelow.index)}`,
    nearestAbove && `below ${name(cell, nearestAbove.region, nearestAbove.index)}`,
  ].filter((text) => text !== undefined);
  const where = neighbours.length > 0 ? `: it is ${neighbours.join(' and ')}` : '';
  return [`${formatHex(address)} is in no memory region of ${cell.name}${where}.`];
}

/** Most addresses of inmates are those of the machine, so that its owner is of interest. */
function ownerInSystem(
  { address }: Access,
  system: LoadedConfiguration,
  name: RegionNamer,
): string[] {
  const regions = cellOf(system.model).memoryRegions;
  const index = regions.findIndex((region) => isIn(physicalRange(region), address));
  const region = regions[index];
  if (!region) return [];
  return [`Physical ${formatHex(address)} belongs to ${name(system, region, index, true)}.`];
}

function grant(access: Access): string {
  const page = formatHex(access.address & ~(PAGE - 1n));
  const flags = access.write ? 'READ | JAILHOUSE_MEM_WRITE' : flagOf(access);
  return (
    'To grant it, give the cell a memory region: ' +
    `{ .phys_start = ${page}, .virt_start = ${page}, .size = 0x1000, .flags = JAILHOUSE_MEM_${flags} }.`
  );
}

function flagOf({ write, fetch }: Access): 'READ' | 'WRITE' | 'EXECUTE' {
  if (fetch) return 'EXECUTE';
  return write ? 'WRITE' : 'READ';
}

type RegionNamer = (
  configuration: LoadedConfiguration,
  region: MemoryRegion,
  index: number,
  physical?: boolean,
) => string;

function regionNamer(shortPath: ShortPath): RegionNamer {
  return ({ model, compilation, name }, region, index, physical = false) => {
    const range = formatRange(physical ? region.physStart : region.virtStart, region.size);
    const source = compilation?.positions.ofPath([cellStep(model), 'memoryRegions', index]);
    const line = source ? `, ${shortPath(source.file)}:${source.start.line + 1}` : '';
    return `memory region ${index} of ${name} (${range}${line})`;
  };
}

function isIn(range: AddressRange | undefined, address: bigint): boolean {
  return range !== undefined && address >= range.start && address < range.end;
}
