// SPDX-License-Identifier: MIT
// Values that are free on this system: CPUs, interrupts and addresses that the
// root cell has and no other cell.
import {
  cellOf,
  cpusOf,
  formatBdf,
  formatHex,
  formatRange,
  freeResources,
  pciTypes,
} from '@cellblock/cell-config';
import type { Configuration, FreeResources } from '@cellblock/cell-config';
import { cellsIn } from '../beside.js';
import type { Beside } from '../beside.js';
import type { Completion } from './item.js';

/** The field that a value is for, and where in it. */
export interface ValuePlace {
  /** As the header calls it; `cpus` for words of a CPU set. */
  readonly field: string;
  /** The record that it is in, `struct jailhouse_memory`. */
  readonly record: string;
  /** Of an array of words: which of them. */
  readonly word: number;
  /** Of an irqchip: its pin_base. */
  readonly pinBase: number;
  /** Of a memory region: its physical address, if it has one. */
  readonly physStart?: bigint;
}

export function freeValues(
  place: ValuePlace,
  beside: Beside,
  own: Configuration | undefined,
): readonly Completion[] {
  const { system } = beside;
  if (system === undefined || own === system.config) return [];
  const others = beside.cells.map(({ config }) => cellOf(config));
  const free = freeResources(system.config, others);
  switch (`${place.record} ${place.field}`) {
    case 'struct jailhouse_memory phys_start':
      return free.ranges.map(rangeCompletion);
    case 'struct jailhouse_memory virt_start':
      return place.physStart === undefined
        ? []
        : [value(formatHex(place.physStart), 'where it really is')];
    case 'struct jailhouse_irqchip pin_bitmap':
      return interruptCompletions(free, place);
    case 'struct jailhouse_cell_desc vpci_irq_base':
      return fourInARow(free.interrupts).map((first) =>
        value(String(first - 32), `interrupts ${first}-${first + 3} are free`),
      );
    case 'struct jailhouse_pci_device bdf':
      return system.config.rootCell.pciDevices
        .filter(({ type }) => type === pciTypes.IVSHMEM)
        .map(({ bdf }) =>
          value(formatHex(BigInt(bdf)), `ivshmem link of root at ${formatBdf(bdf)}`),
        );
    default:
      return place.field === 'cpus' ? cpuCompletions(free, place.word, beside) : [];
  }
}

function value(label: string, detail: string, rank = 1): Completion {
  return { label, kind: 'value', detail, rank };
}

function rangeCompletion({
  start,
  end,
  isAmongCells,
}: FreeResources['ranges'][number]): Completion {
  const range = formatRange(start, end - start);
  return isAmongCells
    ? value(formatHex(start), `free among the cells: ${range}`)
    : value(formatHex(start), `RAM of the root cell alone: ${range}`, 2);
}

const wordBits = 64;

/** Those that are free first; cells that do not run at the same time may have the same. */
function cpuCompletions({ cpus }: FreeResources, word: number, beside: Beside): Completion[] {
  const [root, ...others] = cellsIn(beside);
  const [, ...all] = root === undefined ? [] : cpusOf(root.cell);
  return all
    .filter((cpu) => Math.floor(cpu / wordBits) === word)
    .map((cpu) => {
      const label = `0b${(1n << BigInt(cpu % wordBits)).toString(2)}`;
      if (cpus.includes(cpu)) return value(label, `CPU ${cpu} is free`);
      const owners = others.filter(({ cell }) => cpusOf(cell).includes(cpu));
      return value(label, `CPU ${cpu}, also in ${owners.map(({ title }) => title).join(', ')}`, 2);
    });
}

/** So many are enough to choose from. */
const interruptLimit = 64;

function interruptCompletions(
  { interrupts }: FreeResources,
  { pinBase, word }: ValuePlace,
): Completion[] {
  const first = pinBase + 32 * word;
  return interrupts
    .filter((interrupt) => interrupt >= first && interrupt < first + 32)
    .slice(0, interruptLimit)
    .map((interrupt) => {
      const spi = pinBase >= 32 ? ` (SPI ${interrupt - 32})` : '';
      return value(`1 << (${interrupt} - ${first})`, `interrupt ${interrupt}${spi} is free`);
    });
}

function fourInARow(interrupts: readonly number[]): number[] {
  const free = new Set(interrupts);
  const firsts = interrupts.filter(
    (first) => first % 4 === 0 && [1, 2, 3].every((next) => free.has(first + next)),
  );
  return firsts.slice(-4).reverse();
}
