// SPDX-License-Identifier: MIT
// What a cell can still have of a system: CPUs, interrupts and memory that are
// the root cell's and no other cell's.
import { cpusOf } from './config.js';
import type { Cell, System, SystemConfig } from './config.js';
import { architectures } from './constants.js';
import { interruptsOf } from './interrupts.js';
import { hasFlag, intersection, physicalRange, rangeOf } from './memory-regions.js';
import type { AddressRange } from './memory-regions.js';
import type { MemoryRegion } from './schema/records.js';

export interface FreeRange extends AddressRange {
  /** Index of the root cell's memory region that it lies in. */
  readonly rootRegion: number;
  /** Whether other cells have parts of that region, so that it seems to be there for cells. */
  readonly isAmongCells: boolean;
}

export interface FreeResources {
  /** Ascending; the root cell's first one is left to it. */
  readonly cpus: readonly number[];
  /** As configurations number them: GIC ids on Arm, pins on x86. */
  readonly interrupts: readonly number[];
  /** RAM, that among cells first. */
  readonly ranges: readonly FreeRange[];
}

/** `others` are the cells that are to exist beside the one that asks. */
export function freeResources(
  { system, rootCell }: Pick<SystemConfig, 'system' | 'rootCell'>,
  others: readonly Cell[],
): FreeResources {
  const takenCpus = new Set(others.flatMap(cpusOf));
  const takenInterrupts = new Set(
    [...others.flatMap(({ irqchips }) => irqchips.flatMap(interruptsOf))].concat(
      [...others, rootCell].flatMap((cell) => virtualInterrupts(cell, system)),
    ),
  );
  const [, ...cpus] = cpusOf(rootCell);
  const interrupts = rootCell.irqchips.flatMap(interruptsOf);
  return {
    cpus: cpus.filter((cpu) => !takenCpus.has(cpu)),
    interrupts: [...new Set(interrupts)]
      .filter((interrupt) => !takenInterrupts.has(interrupt))
      .sort((a, b) => a - b),
    ranges: freeRanges(system, rootCell, others),
  };
}

/** What virtual PCI devices of a cell raise. */
function virtualInterrupts(
  { pciDevices, vpciIrqBase }: Cell,
  { architecture }: System,
): readonly number[] {
  const isUsed = architecture !== architectures.X86 && pciDevices.length > 0;
  return isUsed ? [0, 1, 2, 3].map((pin) => 32 + vpciIrqBase + pin) : [];
}

function freeRanges(
  { hypervisorMemory }: System,
  rootCell: Cell,
  others: readonly Cell[],
): readonly FreeRange[] {
  const cells = others
    .flatMap(({ memoryRegions }) => memoryRegions)
    .flatMap((region) => physicalRange(region) ?? []);
  const kept = rootCell.memoryRegions
    .filter((region) => !isRam(region))
    .flatMap((region) => physicalRange(region) ?? []);
  const own = rangeOf(hypervisorMemory.physStart, hypervisorMemory.size);
  const taken = [...cells, ...kept, ...(own === undefined ? [] : [own])];
  return rootCell.memoryRegions
    .flatMap((region, rootRegion) => {
      const range = isRam(region) ? physicalRange(region) : undefined;
      if (range === undefined) return [];
      const isAmongCells = cells.some((each) => intersection(range, each) !== undefined);
      return subtract(range, taken).map((free) => ({ ...free, rootRegion, isAmongCells }));
    })
    .sort(
      (a, b) => Number(b.isAmongCells) - Number(a.isAmongCells) || (a.start < b.start ? -1 : 1),
    );
}

function isRam(region: MemoryRegion): boolean {
  const isMemory = hasFlag(region, 'EXECUTE') || hasFlag(region, 'DMA');
  return isMemory && !hasFlag(region, 'IO') && !hasFlag(region, 'ROOTSHARED');
}

function subtract(range: AddressRange, taken: readonly AddressRange[]): AddressRange[] {
  const cuts = taken
    .flatMap((each) => intersection(range, each) ?? [])
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const free: AddressRange[] = [];
  let at = range.start;
  for (const cut of cuts) {
    if (cut.start > at) free.push({ start: at, end: cut.start });
    if (cut.end > at) at = cut.end;
  }
  if (at < range.end) free.push({ start: at, end: range.end });
  return free;
}
