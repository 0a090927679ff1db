// SPDX-License-Identifier: MIT
// Which memory the root cell's Linux will use for itself, by all that is
// known: what is there, without what is reserved and what the command line
// takes away.
import type { Cell } from '../config.js';
import { architectures, pciTypes } from '../constants.js';
import { formatHex } from '../format.js';
import { hasFlag, rangeOf } from '../memory-regions.js';
import type { AddressRange } from '../memory-regions.js';
import type { BoardFacts, MemoryFact } from './board-facts.js';
import { placedRegions, without } from './board-rule.js';
import type { PlacedRegion, Scene } from './board-rule.js';

export interface LinuxMemory {
  readonly ranges: readonly AddressRange[];
  /** The files that say so. */
  readonly from: string;
  /** Whether Linux' own words are known, too: a boot loader may change all the rest. */
  readonly isCertain: boolean;
}

export function linuxMemory({ board, system }: Scene): LinuxMemory | undefined {
  const found = memoryOf(board);
  if (found.length === 0) return undefined;
  const isX86 = system.architecture === architectures.X86;
  const reserved = board.memory.filter((fact) => isKept(fact));
  const line = board.commandLine;
  const limited = line === undefined ? found : limit(found, board, isX86);
  const taken = [...reserved, ...(isX86 ? takenByCommandLine(board) : [])];
  const ranges = limited.flatMap((range) => without(range, taken));
  const files = new Set(found.map(({ from }) => from));
  const isCertain = line !== undefined && !files.has(line.from);
  if (isCertain) files.add(line.from);
  return {
    ranges,
    from: [...files].join(' and '),
    isCertain,
  };
}

/** What Linux says of itself counts more than what was there when it started. */
function memoryOf({ memory }: BoardFacts): readonly MemoryFact[] {
  const found = memory.filter(({ kind }) => kind === 'system-ram');
  return found.length > 0 ? found : memory.filter(({ kind }) => kind === 'ram');
}

function isKept({ kind }: MemoryFact): boolean {
  return kind === 'reserved' || kind === 'firmware';
}

/** `mem=` is an amount from the lowest address on; on x86 it is an address. */
function limit(
  found: readonly AddressRange[],
  { commandLine }: BoardFacts,
  isX86: boolean,
): readonly AddressRange[] {
  const amounts = (commandLine?.memory ?? []).filter(
    ({ option, kind, size }) => option === 'mem' && kind === '' && size > 0n,
  );
  let ranges = found;
  for (const { size } of amounts) {
    let left = size;
    ranges = [...ranges]
      .sort((a, b) => (a.start < b.start ? -1 : 1))
      .flatMap(({ start, end }) => {
        const last = isX86 ? size : start + left;
        const cut = end < last ? end : last;
        if (cut <= start) return [];
        left -= cut - start;
        return [{ start, end: cut }];
      });
  }
  return ranges;
}

function takenByCommandLine({ commandLine }: BoardFacts): AddressRange[] {
  return (commandLine?.memory ?? []).flatMap(({ kind, start, size }) =>
    start !== undefined && size > 0n && (kind === '$' || kind === '#' || kind === '!')
      ? [{ start, end: start + size }]
      : [],
  );
}

/** The option or the nodes that keep everything away from Linux that is not its own, as one sentence. */
export function reservationAdvice(scene: Scene): string {
  const joined = join(neededRanges(scene));
  if (scene.system.architecture === architectures.X86) {
    const options = joined.map(
      ({ start, end }) => `memmap=${amount(end - start)}$${formatHex(start)}`,
    );
    return `Start the kernel with ${options.join(' ')} (in GRUB's files $ is written \\\\\\$).`;
  }
  const memory = memoryOf(scene.board);
  const [ram, ...more] = memory.filter(({ kind }) => kind === 'ram');
  const [first] = joined;
  if (ram !== undefined && first !== undefined && more.length === 0 && isTail(joined, ram)) {
    return `Start the kernel with mem=${amount(first.start - ram.start)}, or reserve it in the device tree.`;
  }
  const nodes = joined.map(({ start, end }) => {
    const cells = [
      start >> 32n,
      start & 0xffffffffn,
      (end - start) >> 32n,
      (end - start) & 0xffffffffn,
    ];
    return `jailhouse@${start.toString(16)} { reg = <${cells.map(formatHex).join(' ')}>; no-map; };`;
  });
  return `Put this below /reserved-memory of the device tree: ${nodes.join(' ')}`;
}

/** What the hypervisor and the cells of the set take. */
function neededRanges({ system, root, cells }: Scene): AddressRange[] {
  const hypervisor = rangeOf(system.hypervisorMemory.physStart, system.hypervisorMemory.size);
  return [
    ...(hypervisor ? [hypervisor] : []),
    ...sharedRegions(root.cell).map(({ range }) => range),
    ...cells.flatMap(({ cell }) => ownRam(cell).map(({ range }) => range)),
  ];
}

/** Regions of RAM that a cell has for itself. */
export function ownRam(cell: Cell): PlacedRegion[] {
  return placedRegions(cell).filter(({ region }) => {
    const isMemory =
      hasFlag(region, 'EXECUTE') || hasFlag(region, 'DMA') || hasFlag(region, 'LOADABLE');
    return isMemory && !hasFlag(region, 'IO') && !hasFlag(region, 'ROOTSHARED');
  });
}

/** Regions that are the memory of shared-memory devices. */
export function sharedRegions(cell: Cell): PlacedRegion[] {
  const shared = new Set(
    cell.pciDevices
      .filter(({ type }) => type === pciTypes.IVSHMEM)
      .flatMap(({ shmemRegionsStart, shmemPeers }) =>
        Array.from({ length: 2 + shmemPeers }, (_unused, index) => shmemRegionsStart + index),
      ),
  );
  return placedRegions(cell).filter(({ index }) => shared.has(index));
}

/** Whether ranges take most of the end of memory, so that a limit wastes little. */
function isTail(ranges: readonly AddressRange[], ram: AddressRange): boolean {
  const needed = ranges.reduce((sum, { start, end }) => sum + end - start, 0n);
  const first = ranges[0]?.start ?? ram.end;
  const isInside = ranges.every(({ start, end }) => start > ram.start && end <= ram.end);
  return isInside && needed * 2n >= ram.end - first;
}

/** 6M where it is whole, else in hexadecimal. */
function amount(size: bigint): string {
  const mebibyte = 1n << 20n;
  return size % mebibyte === 0n ? `${(size / mebibyte).toString()}M` : formatHex(size);
}

/** Ranges that touch are one. */
function join(ranges: readonly AddressRange[]): AddressRange[] {
  const joined: AddressRange[] = [];
  for (const range of [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = joined.at(-1);
    if (last === undefined || range.start > last.end) joined.push(range);
    else if (range.end > last.end)
      joined[joined.length - 1] = { start: last.start, end: range.end };
  }
  return joined;
}
