// SPDX-License-Identifier: MIT
// Configurations as the workbench sees them: a cell is its descriptor's fields
// and its arrays; a system is the machine and its root cell. Whatever revision
// a file has, its configuration speaks in the terms of revision 14.
import type { BoardFacts } from './board/board-facts.js';
import type { Layout } from './layouts/layout.js';
import type {
  CacheRegion,
  CellDescriptor,
  Irqchip,
  MemoryRegion,
  PciCapability,
  PciDevice,
  PioRegion,
  StreamId,
  SystemHeader,
} from './schema/records.js';

/** Fields of the descriptor that only tell how long the arrays are. */
type Counts = 'cpuSetSize' | Extract<keyof CellDescriptor, `num${string}`>;

/** A cell; the counts of its descriptor are the lengths of the arrays. */
export interface Cell extends Omit<CellDescriptor, Counts> {
  /** Bit n of byte m stands for CPU 8 m + n. */
  readonly cpuSet: Uint8Array;
  readonly memoryRegions: readonly MemoryRegion[];
  readonly cacheRegions: readonly CacheRegion[];
  readonly irqchips: readonly Irqchip[];
  readonly pioRegions: readonly PioRegion[];
  readonly pciDevices: readonly PciDevice[];
  readonly pciCapabilities: readonly PciCapability[];
  readonly streamIds: readonly StreamId[];
}

export type System = Omit<SystemHeader, 'rootCell'>;

/** Where a configuration comes from. */
interface Origin {
  /** The layout of its file. */
  readonly layout: Layout;
  /**
   * The file, where the model cannot say all of it: fields that revision 14
   * lacks, padding, counts of arrays that are cut off. encode() keeps what the
   * model does not contradict.
   */
  readonly source?: Uint8Array;
  /** Whether the file ends before its arrays do; the model has those elements that are there. */
  readonly isCutOff?: boolean;
  /** Bytes behind the last array, or a part of an element; they mean nothing. */
  readonly trailing: Uint8Array;
}

export interface CellConfig extends Origin {
  readonly kind: 'cell';
  readonly cell: Cell;
}

export interface SystemConfig extends Origin {
  readonly kind: 'system';
  readonly system: System;
  readonly rootCell: Cell;
}

export type Configuration = CellConfig | SystemConfig;

/** The cell that a file describes: a system file describes its root cell. */
export function cellOf(config: Configuration): Cell {
  return config.kind === 'system' ? config.rootCell : config.cell;
}

/** The first step of paths into that cell. */
export function cellStep(config: Pick<Configuration, 'kind'>): 'cell' | 'rootCell' {
  return config.kind === 'system' ? 'rootCell' : 'cell';
}

/** The CPUs of a cell in ascending order. */
export function cpusOf(cell: Cell): number[] {
  const cpus: number[] = [];
  cell.cpuSet.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) {
      if ((byte >> bit) & 1) cpus.push(index * 8 + bit);
    }
  });
  return cpus;
}

/** A configuration and the name by which paths and callers know it. */
export interface NamedConfig<Config extends Configuration = Configuration> {
  readonly name: string;
  readonly config: Config;
}

/** What is checked together: a system, some of its cells, or both. */
export interface SystemSet {
  readonly system?: NamedConfig<SystemConfig>;
  readonly cells: readonly NamedConfig<CellConfig>[];
  /**
   * Whether the cells are meant to exist at the same time, as those of one
   * start-up are. Otherwise each cell is on its own with the system.
   */
  readonly launchSet?: boolean;
  /** What is known of the machine beside its configuration. */
  readonly board?: BoardFacts;
}

/** Every configuration of a set, the system first. */
export function membersOf(set: SystemSet): readonly NamedConfig[] {
  return set.system === undefined ? set.cells : [set.system, ...set.cells];
}
