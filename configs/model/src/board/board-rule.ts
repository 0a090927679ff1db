// SPDX-License-Identifier: MIT
// What rules about boards have in common: the set, split into its parts, and
// questions about who has which memory and interrupts.
import { cellInSet, problemLimit } from '../check.js';
import type { CellInSet, Check } from '../check.js';
import { membersOf } from '../config.js';
import type { Cell, NamedConfig, System, SystemConfig } from '../config.js';
import { pciTypes } from '../constants.js';
import { formatRange } from '../format.js';
import { intersection, physicalRange } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { ModelPath, Problem, Step } from '../problem.js';
import type { MemoryRegion } from '../schema/records.js';
import type { BoardFacts } from './board-facts.js';

export interface Scene {
  readonly board: BoardFacts;
  readonly system: System;
  readonly root: CellInSet;
  readonly cells: readonly CellInSet[];
  /** The root cell and the cells. */
  readonly members: readonly CellInSet[];
  /** Into the system's header: `at('platformInfo', 'arm', 'gicdBase')`. */
  readonly at: (...steps: Step[]) => ModelPath;
}

export type Finding = Omit<Problem, 'id' | 'severity'> & Partial<Pick<Problem, 'severity'>>;

type Words = Omit<Check, 'needs' | 'run'>;

/** A rule that judges a system, with or without cells, by what is known of its board. */
export function boardRule(words: Words, judge: (scene: Scene) => Finding[]): Check {
  return {
    ...words,
    needs: 'board',
    run: (set) => {
      if (set.system === undefined || set.board === undefined) return [];
      const members = membersOf(set).map(cellInSet);
      const findings = judge(sceneOf(set.system, members, set.board));
      return findings.slice(0, problemLimit).map((finding) => {
        const { severity = words.severity, ...rest } = finding;
        return { id: words.id, severity, ...rest };
      });
    },
  };
}

function sceneOf(
  { name, config }: NamedConfig<SystemConfig>,
  members: readonly CellInSet[],
  board: BoardFacts,
): Scene {
  const [first, ...cells] = members;
  return {
    board,
    system: config.system,
    root: first ?? cellInSet({ name, config }),
    cells,
    members,
    at: (...steps) => ({ config: name, steps: ['system', ...steps] }),
  };
}

/** A memory region with its place in its cell. */
export interface PlacedRegion {
  readonly index: number;
  readonly region: MemoryRegion;
  readonly range: AddressRange;
}

export function placedRegions(cell: Cell): PlacedRegion[] {
  return cell.memoryRegions.flatMap((region, index) => {
    const range = physicalRange(region);
    return range === undefined ? [] : [{ index, region, range }];
  });
}

/** What is left of a range where others are taken away. */
export function without(range: AddressRange, others: readonly AddressRange[]): AddressRange[] {
  let left = [range];
  for (const other of others) {
    left = left.flatMap((part) => {
      const overlap = intersection(part, other);
      if (overlap === undefined) return [part];
      return [
        { start: part.start, end: overlap.start },
        { start: overlap.end, end: part.end },
      ].filter(({ start, end }) => start < end);
    });
  }
  return left;
}

export function touchesAny(range: AddressRange, others: readonly AddressRange[]): boolean {
  return others.some((other) => intersection(range, other) !== undefined);
}

export function lies(inner: AddressRange, outer: AddressRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

export function rangeText({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}

/** Up to six, and how many there are beside them. */
export function listText(all: readonly string[]): string {
  const shown = all.slice(0, 6).join(', ');
  return all.length > 6 ? `${shown} and ${all.length - 6} more` : shown;
}

/** Numbers of the interrupts that a cell has, 32 and up on ARM. */
export function interruptsOf(cell: Cell): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { pinBase, pinBitmap } of cell.irqchips) {
    pinBitmap.forEach((word, index) => {
      for (let bit = 0; bit < 32; bit++) {
        if (((word >>> bit) & 1) !== 0) found.add(pinBase + 32 * index + bit);
      }
    });
  }
  return found;
}

/** Interrupts that stand behind the INTA to INTD of a cell's shared-memory devices. */
export function virtualInterruptsOf(cell: Cell): number[] {
  return cell.pciDevices
    .filter(({ type }) => type === pciTypes.IVSHMEM)
    .map(({ bdf }) => 32 + cell.vpciIrqBase + ((bdf >> 3) & 3));
}
