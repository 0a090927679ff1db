// SPDX-License-Identifier: MIT
// Devices that the hypervisor keeps for itself and answers for, and the
// memory regions that would hand one of them to a cell.
import { cellInSet, problemLimit } from './check.js';
import type { CellInSet } from './check.js';
import { membersOf } from './config.js';
import type { SystemSet } from './config.js';
import { formatHex, formatRange } from './format.js';
import { intersection, physicalRange, rangeOf } from './memory-regions.js';
import type { AddressRange } from './memory-regions.js';
import { insertElement, removeElement, setValue } from './fix.js';
import type { Fix, ModelPath, Problem } from './problem.js';
import type { MemoryRegion } from './schema/records.js';

/** A piece of the physical address space that no cell may have. */
export interface InterceptedDevice {
  /** With its article: "the GIC distributor". */
  readonly name: string;
  readonly range: AddressRange;
  /** The field that tells where it is; absent where the architecture fixes that. */
  readonly at?: ModelPath;
}

/** A device of `size` bytes; none where the configuration leaves its address out. */
export function deviceAt(
  name: string,
  base: bigint,
  size: bigint,
  at?: ModelPath,
): InterceptedDevice[] {
  const range = base === 0n ? undefined : rangeOf(base, size);
  return range === undefined ? [] : [{ name, range, ...(at && { at }) }];
}

/** What the problems of one check have in common. */
interface Rule {
  readonly id: string;
  /** Whole sentences: what comes of it at run time. */
  readonly consequence: string;
}

/** One problem for every memory region of the set that covers a device, in whole or in part. */
export function regionsOverDevices(
  set: SystemSet,
  devices: readonly InterceptedDevice[],
  rule: Rule,
): Problem[] {
  const problems: Problem[] = [];
  for (const member of membersOf(set)) {
    const cell = cellInSet(member);
    for (const [index, region] of cell.cell.memoryRegions.entries()) {
      const range = physicalRange(region);
      if (range === undefined) continue;
      for (const device of devices) {
        if (intersection(range, device.range) === undefined) continue;
        problems.push(problem({ cell, index, region, range }, device, rule));
        if (problems.length >= problemLimit) return problems;
      }
    }
  }
  return problems;
}

export interface RegionOver {
  readonly cell: CellInSet;
  readonly index: number;
  readonly region: MemoryRegion;
  readonly range: AddressRange;
}

function problem(over: RegionOver, device: InterceptedDevice, rule: Rule): Problem {
  const { cell, index, range } = over;
  const remedy = remedyFor(over, device);
  const { at, name } = device;
  return {
    id: rule.id,
    severity: 'error',
    message:
      `Memory region ${index} of ${cell.title} covers ${name}: ` +
      `the region is ${text(range)}, the device ${text(device.range)}. ` +
      `${rule.consequence} ${remedy.text}`,
    at: cell.path('memoryRegions', index, remedy.field),
    ...(at && {
      related: [{ at, message: `${capitalized(name)} is at ${text(device.range)}.` }],
    }),
    ...(remedy.fix && { fix: remedy.fix }),
  };
}

interface Remedy {
  readonly text: string;
  /** The field of the region that is to blame. */
  readonly field: 'physStart' | 'size';
  readonly fix?: Fix;
}

/** How the region can keep what it has beside the device. */
function remedyFor(over: RegionOver, { name, range: device }: InterceptedDevice): Remedy {
  const { cell, index, region, range } = over;
  const at = (field: keyof MemoryRegion): ModelPath => cell.path('memoryRegions', index, field);
  const startsBefore = range.start < device.start;
  const endsBehind = range.end > device.end;
  if (startsBefore && endsBehind) {
    const before = text({ start: range.start, end: device.start });
    const behind = text({ start: device.end, end: range.end });
    return {
      field: 'physStart',
      text: `Split the region in two, ${before} and ${behind}.`,
      fix: splitFix(over, device),
    };
  }
  if (startsBefore) {
    const size = device.start - range.start;
    return {
      field: 'size',
      text: `End the region below ${formatHex(device.start)} (size ${formatHex(size)}).`,
      fix: {
        title: `End memory region ${index} in front of ${name}`,
        edits: [setValue(at('size'), size)],
      },
    };
  }
  if (!endsBehind) {
    const fix = {
      title: `Remove memory region ${index}`,
      edits: [removeElement(cell.path('memoryRegions', index))],
    };
    return { field: 'physStart', text: 'Remove the region.', fix };
  }
  const cut = device.end - range.start;
  return {
    field: 'physStart',
    text: `Start the region at ${formatHex(device.end)} (size ${formatHex(region.size - cut)}).`,
    fix: {
      title: `Start memory region ${index} behind ${name}`,
      edits: [
        setValue(at('physStart'), device.end),
        setValue(at('virtStart'), region.virtStart + cut),
        setValue(at('size'), region.size - cut),
      ],
    },
  };
}

/** The region ends in front of the device, and a new last one has what is behind. */
export function splitFix({ cell, index, region, range }: RegionOver, device: AddressRange): Fix {
  const cut = device.end - range.start;
  const fields = {
    physStart: device.end,
    virtStart: region.virtStart + cut,
    size: region.size - cut,
    flags: region.flags,
  };
  return {
    title: `Split memory region ${index}`,
    edits: [
      setValue(cell.path('memoryRegions', index, 'size'), device.start - range.start),
      insertElement(
        cell.path('memoryRegions'),
        cell.cell.memoryRegions.length,
        fields,
        `rest of memory region ${index}`,
      ),
    ],
  };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function text({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}
