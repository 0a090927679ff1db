// SPDX-License-Identifier: MIT
// The I/O ports of cells, as rules see them.
import { formatHex } from './format.js';
import type { MemberCell } from './member-check.js';
import type { ModelPath } from './problem.js';
import type { ConsoleDescription, PioRegion } from './schema/records.js';
import { consoleTypes } from './constants.js';
import { consoleFlags } from './value-names.js';

/** One past the last port of x86. */
export const portsEnd = 0x10000;

export interface PortRange {
  /** The last port belongs to it. */
  readonly first: number;
  readonly last: number;
}

export interface PortsInSet extends PortRange {
  readonly cell: MemberCell;
  readonly index: number;
  readonly region: PioRegion;
  /** Port range 0 of "demo" (0x3f8-0x3ff) */
  readonly title: string;
  readonly at: (field?: keyof PioRegion) => ModelPath;
}

/** Every range of a cell that has a port. */
export function portsOf(cell: MemberCell): PortsInSet[] {
  return cell.cell.pioRegions.flatMap((region, index) => {
    const { base, length } = region;
    if (length === 0) return [];
    const range = { first: base, last: base + length - 1 };
    return [
      {
        ...range,
        cell,
        index,
        region,
        title: `Port range ${index} of ${cell.title} (${formatPorts(range)})`,
        at: (field) => cell.path('pioRegions', index, ...(field === undefined ? [] : [field])),
      },
    ];
  });
}

/** 0x3f8-0x3ff */
export function formatPorts({ first, last }: PortRange): string {
  const text = formatHex(BigInt(first));
  return first === last ? text : `${text}-${formatHex(BigInt(last))}`;
}

export function sharePorts(a: PortRange, b: PortRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function hasPorts(outer: PortRange, inner: PortRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether each port of `range` is in one of the others. */
export function areCovered(range: PortRange, others: readonly PortRange[]): boolean {
  let next = range.first;
  for (const { first, last } of others.toSorted((a, b) => a.first - b.first)) {
    if (first > next) break;
    next = Math.max(next, last + 1);
  }
  return next > range.last;
}

/** Ports of a serial line that is described as a console. */
export function portsOfConsole({ type, flags, address }: ConsoleDescription): PortRange[] {
  const isPort = (flags & consoleFlags.ACCESS_MMIO) === 0 && address < BigInt(portsEnd);
  if (type !== consoleTypes['8250'] || !isPort || address === 0n) return [];
  return [{ first: Number(address), last: Number(address) + 7 }];
}
