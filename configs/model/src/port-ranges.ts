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
        get title() {
          return `Port range ${index} of ${cell.title} (${formatPorts(range)})`;
        },
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

/** Ports in one piece, and one of the ranges that they come from. */
export interface PortPiece<Range extends PortRange = PortRange> extends PortRange {
  readonly of: Range;
}

/** The ports of all ranges in ascending order; those that overlap are one piece. */
export function piecesOf<Range extends PortRange>(ranges: readonly Range[]): PortPiece<Range>[] {
  const pieces: PortPiece<Range>[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = pieces.at(-1);
    if (before === undefined || range.first > before.last) {
      pieces.push({ first: range.first, last: range.last, of: range });
    } else if (range.last > before.last) {
      pieces[pieces.length - 1] = { ...before, last: range.last };
    }
  }
  return pieces;
}

/** The index of the piece that has a port, or else of the next one behind. */
function indexAt(pieces: readonly PortRange[], port: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.last ?? 0) < port) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether each port of `range` is in the pieces. */
export function areCovered(range: PortRange, pieces: readonly PortPiece[]): boolean {
  let next = range.first;
  for (let index = indexAt(pieces, next); next <= range.last; index++) {
    const piece = pieces[index];
    if (piece === undefined || piece.first > next) return false;
    next = piece.last + 1;
  }
  return true;
}

/** A range that has ports in common with `range`. */
export function sharerOf<Range extends PortRange>(
  range: PortRange,
  pieces: readonly PortPiece<Range>[],
): Range | undefined {
  const piece = pieces[indexAt(pieces, range.first)];
  return piece !== undefined && sharePorts(piece, range) ? piece.of : undefined;
}

/** Ports of a serial line that is described as a console. */
export function portsOfConsole({ type, flags, address }: ConsoleDescription): PortRange[] {
  const isPort = (flags & consoleFlags.ACCESS_MMIO) === 0 && address < BigInt(portsEnd);
  if (type !== consoleTypes['8250'] || !isPort || address === 0n) return [];
  return [{ first: Number(address), last: Number(address) + 7 }];
}
