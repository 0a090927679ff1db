// SPDX-License-Identifier: MIT
// `reg` and `ranges`: where the CPU sees a node's registers (Devicetree
// Specification, version 0.4, sections 2.3.6 and 2.3.8).
import type { AddressRange } from '../memory-regions.js';
import { cellOf, cellsOf, has, joinCells } from './device-tree.js';
import type { DeviceNode } from './device-tree.js';

/** Registers as the CPU sees them; empty where a bus in between does not lead to memory. */
export function registersOf(node: DeviceNode): readonly AddressRange[] {
  const bus = node.parent;
  if (bus === undefined) return [];
  const { address, size } = cellCounts(bus);
  const cells = cellsOf(node, 'reg');
  const step = address + size;
  // More than two cells are the addresses of PCI; no size means ids, not memory.
  if (address < 1 || address > 2 || size < 1 || size > 2) return [];
  const found: AddressRange[] = [];
  for (let index = 0; index + step <= cells.length; index += step) {
    const start = joinCells(cells.slice(index, index + address));
    const length = joinCells(cells.slice(index + address, index + step));
    const range = length === 0n ? undefined : towardsCpu(bus, { start, end: start + length });
    if (range !== undefined) found.push(range);
  }
  return found;
}

/** How many cells addresses and sizes of a node's children have. */
export function cellCounts(bus: DeviceNode): { readonly address: number; readonly size: number } {
  return { address: cellOf(bus, '#address-cells') ?? 2, size: cellOf(bus, '#size-cells') ?? 1 };
}

/** A range on a bus, through every bus above it; undefined where one does not pass it on. */
export function towardsCpu(bus: DeviceNode, range: AddressRange): AddressRange | undefined {
  let at = range;
  for (let node = bus; node.parent !== undefined; node = node.parent) {
    if (!has(node, 'ranges')) return undefined;
    const next = throughRanges(node, node.parent, at);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function throughRanges(
  bus: DeviceNode,
  parent: DeviceNode,
  { start, end }: AddressRange,
): AddressRange | undefined {
  const cells = cellsOf(bus, 'ranges');
  if (cells.length === 0) return { start, end };
  const { address: own, size } = cellCounts(bus);
  const { address: above } = cellCounts(parent);
  const step = own + above + size;
  if (own > 2 || above > 2 || size > 2 || step === 0) return undefined;
  for (let index = 0; index + step <= cells.length; index += step) {
    const from = joinCells(cells.slice(index, index + own));
    const to = joinCells(cells.slice(index + own, index + own + above));
    const length = joinCells(cells.slice(index + own + above, index + step));
    if (start >= from && start < from + length) {
      return { start: start - from + to, end: end - from + to };
    }
  }
  return undefined;
}
