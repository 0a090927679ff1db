// SPDX-License-Identifier: MIT
// The records of a file, whatever its layout, as a configuration in the terms
// of revision 14; and the arrays of that configuration as those of a layout.
import type { Cell, Configuration, System } from '../config.js';
import { currentLayout } from '../layouts/history.js';
import type { ArrayLayout, Layout } from '../layouts/layout.js';
import { isBytes } from '../records-of-file.js';
import type { RecordsOfFile } from '../records-of-file.js';
import * as records from '../schema/records.js';
import type { PioRegion } from '../schema/records.js';
import { adopt, asRaw, toBigint, toNumber, without } from './adopt.js';
import type { Raw } from './adopt.js';
import { guessArchitecture } from './architecture.js';
import { cellFlags, memory, pciDevice, plain, streamId } from './devices.js';
import type { Translation } from './devices.js';
import { systemFromView, systemToView } from './platform.js';
import { bitmapOfRegions, regionsOfBitmap } from './ports.js';

const elementTranslations: Readonly<Record<string, Translation>> = {
  memoryRegions: memory,
  cacheRegions: plain(records.cacheRecord),
  irqchips: plain(records.irqchipRecord),
  pioRegions: plain(records.pioRecord),
  pciDevices: pciDevice,
  pciCapabilities: plain(records.pciCapabilityRecord),
  streamIds: streamId,
};

/** Whether a file of that layout says which architecture it is for. */
export function tellsArchitecture(layout: Layout): boolean {
  return 'architecture' in layout.cell.fields;
}

/** The configuration that records make; `architecture` where the file does not tell it. */
export function viewOf(
  file: RecordsOfFile,
  trailing: Uint8Array,
  architecture = architectureOf(file),
): Configuration {
  const { layout } = file;
  const origin = { layout, trailing };
  const cell = cellToView(file, architecture);
  if (file.system === undefined) return { kind: 'cell', cell, ...origin };
  const system =
    layout === currentLayout
      ? without(file.system, 'rootCell')
      : withSignature(
          systemToView(file.system, layout, architecture),
          layout.signatures.system,
          'JHSYS',
        );
  return { kind: 'system', system: system as unknown as System, rootCell: cell, ...origin };
}

function withSignature(view: Raw, ours: string, current: string): Raw {
  return view.signature === ours ? { ...view, signature: current } : view;
}

/** What the file says, or what its contents suggest. */
export function architectureOf({ layout, system, cell, arrays }: RecordsOfFile): number {
  if (tellsArchitecture(layout)) return toNumber((system ?? cell).architecture);
  const elements = (property: string): readonly Raw[] =>
    Array.from(arrays.find((array) => array.layout.property === property)?.elements ?? [], asRaw);
  const bitmap = arrays.find((array) => array.layout.property === 'pioBitmap')?.elements;
  return guessArchitecture({
    ...(system && { system }),
    irqchips: elements('irqchips'),
    hasPorts: elements('pioRegions').length > 0 || (bitmap?.length ?? 0) > 0,
  });
}

function cellToView({ layout, cell, arrays, system }: RecordsOfFile, architecture: number): Cell {
  const lists = Object.fromEntries(
    arrays.flatMap(({ layout: array, elements }) => {
      const translated = arrayToView(array, elements, layout);
      return translated === undefined ? [] : [translated];
    }),
  );
  const head =
    layout === currentLayout
      ? cell
      : {
          ...withSignature(adopt(records.cellRecord, cell), layout.signatures.cell, 'JHCLL'),
          flags: cellFlags(cell.flags, layout),
          // The descriptor in a system file has neither signature nor architecture.
          architecture: system === undefined ? architecture : toNumber(cell.architecture),
        };
  return { ...empty, ...withoutCounts(head), ...lists } as unknown as Cell;
}

const empty: Raw = {
  cpuSet: new Uint8Array(),
  ...Object.fromEntries(records.cellArrays.map(({ property }) => [property, []])),
};

const counts = new Set<string>(['cpuSetSize', ...records.cellArrays.map(({ count }) => count)]);

function withoutCounts(descriptor: Raw): Raw {
  return Object.fromEntries(Object.entries(descriptor).filter(([name]) => !counts.has(name)));
}

/** What of a cell an array of its file says, by its name in the model; undefined if nothing. */
export function partOfView(array: ArrayLayout, cell: Raw): unknown {
  const named: Readonly<Record<string, string>> = { cpuList: 'cpuSet', pioBitmap: 'pioRegions' };
  return cell[named[array.property] ?? array.property];
}

/** Whether the elements of an array are those of the model, one by one. */
export function isOneToOne({ property }: ArrayLayout): boolean {
  return elementTranslations[property] !== undefined;
}

/** What a configuration says in the head of its file. */
export function headOfView(config: Configuration): Raw {
  const cell = asRaw(config.kind === 'system' ? config.rootCell : config.cell);
  const head = Object.fromEntries(Object.entries(cell).filter(([name]) => !(name in empty)));
  return { cell: head, ...(config.kind === 'system' && { system: config.system }) };
}

/** An array by the name that it has in the model; undefined if the model has no such thing. */
function arrayToView(
  { property, of }: ArrayLayout,
  elements: ArrayLike<unknown>,
  layout: Layout,
): [string, ArrayLike<unknown>] | undefined {
  if (property === 'cpuSet') return [property, elements];
  if (property === 'cpuList') return ['cpuSet', setOfCpus(elements)];
  if (property === 'pioBitmap' && isBytes(of)) {
    return ['pioRegions', regionsOfBitmap(elements as ArrayLike<number>)];
  }
  const translation = elementTranslations[property];
  if (translation === undefined) return undefined;
  if (layout === currentLayout) return [property, elements];
  return [property, Array.from(elements, (one) => translation.toView(asRaw(one), layout))];
}

const cpusPerWord = 64;
const mostCpus = 4096 * 8;

/** A list of CPU numbers as a set, in whole words. */
function setOfCpus(list: ArrayLike<unknown>): Uint8Array {
  const cpus = Array.from(list, cpuNumber).filter((cpu) => cpu < mostCpus);
  const highest = cpus.reduce((most, cpu) => Math.max(most, cpu), -1);
  const set = new Uint8Array((Math.floor(highest / cpusPerWord) + 1) * (cpusPerWord / 8));
  for (const cpu of cpus) set[cpu >> 3] = (set[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  return set;
}

/** The first field of a record in a list of CPUs is the number. */
function cpuNumber(element: unknown): number {
  const [first] = typeof element === 'object' ? Object.values(asRaw(element)) : [element];
  return Number(toBigint(first));
}

/** The elements of one array of a layout that say what a cell of the model says. */
export function arrayFromView(array: ArrayLayout, cell: Raw, layout: Layout): ArrayLike<unknown> {
  const { property } = array;
  if (property === 'cpuSet') return cell.cpuSet as Uint8Array;
  if (property === 'cpuList') return listOfCpus(array, cell.cpuSet as Uint8Array);
  if (property === 'pioBitmap') return bitmapOfRegions(cell.pioRegions as readonly PioRegion[]);
  const translation = elementTranslations[property];
  const elements = cell[property];
  if (translation === undefined || !Array.isArray(elements)) return [];
  return elements.map((one) => translation.fromView(asRaw(one), layout));
}

function listOfCpus({ of }: ArrayLayout, set: Uint8Array): unknown[] {
  const cpus = Array.from(set).flatMap((byte, index) =>
    Array.from({ length: 8 }, (_, bit) => bit)
      .filter((bit) => ((byte >> bit) & 1) === 1)
      .map((bit) => index * 8 + bit),
  );
  const [first] = of.kind === 'struct' ? Object.keys(adopt(of)) : [];
  return cpus.map((cpu) => (first === undefined ? cpu : { [first]: cpu }));
}

/** The head of a file of that layout, counts apart, that says what a configuration says. */
export function headFromView(config: Configuration, layout: Layout): { system?: Raw; cell: Raw } {
  const isSystem = config.kind === 'system';
  const view = asRaw(isSystem ? config.rootCell : config.cell);
  const cell = {
    ...back(view, 'JHCLL', layout.signatures.cell),
    flags: cellFlags(view.flags, layout),
  };
  if (!isSystem) return { cell };
  const system = systemFromView(asRaw(config.system), layout);
  return { system: back(system, 'JHSYS', layout.signatures.system), cell };
}

function back(view: Raw, current: string, ours: string): Raw {
  return view.signature === current ? { ...view, signature: ours } : view;
}
