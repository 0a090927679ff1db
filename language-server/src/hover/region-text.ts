// SPDX-License-Identifier: MIT
// A memory region in a hover: what it is, who else has it, and what the
// hypervisor's page tables will have for it.
import {
  architectures,
  cellOf,
  describeMemoryRegion,
  formatHex,
  formatRange,
  formatSize,
  hasFlag,
  memAttributes,
  physicalRange,
  stage2MappingOf,
} from '@cellblock/cell-config';
import type { AddressRange, Cell, Configuration, MemoryRegion } from '@cellblock/cell-config';
import type { Beside } from '../beside.js';
import { cellsIn } from '../beside.js';

/** Paragraphs of markdown. */
export function regionText(model: Configuration, index: number, beside: Beside): string[] {
  const cell = cellOf(model);
  const region = cell.memoryRegions[index];
  if (region === undefined) return [];
  const description = describeMemoryRegion(region, { cell: cell.name, index });
  const { title, physical, virtual, flags, notes } = description;
  const rows = [
    ...(physical === undefined ? [] : [['Physical', physical]]),
    ['In the cell', virtual],
    ['Access', flags.join(' · ') || 'none'],
    ...stage2Rows(model, region),
  ];
  const table = ['| | |', '|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  return [`**${title}**`, table, ...notes, ...sharersText(model, region, beside)];
}

/** A list of the other cells that have a part of the region's memory. */
function sharersText(model: Configuration, region: MemoryRegion, beside: Beside): string[] {
  const range = physicalRange(region);
  if (range === undefined) return [];
  const own = cellOf(model);
  const others = cellsIn(beside).filter(({ cell }) => cell !== own);
  const lines = others.flatMap(({ title, cell }) => sharedLines(title, cell, range));
  const { system } = beside;
  if (system !== undefined && system.config === model && region.size > 0n) {
    // The root cell has everything; what it gives away is what matters here.
    return lines.length === 0 ? [] : [`Taken from it or shared with it:\n\n${lines.join('\n')}`];
  }
  return lines.length === 0 ? [] : [`Also mapped by:\n\n${lines.join('\n')}`];
}

function sharedLines(title: string, cell: Cell, range: AddressRange): string[] {
  return cell.memoryRegions.flatMap((other, index) => {
    const theirs = physicalRange(other);
    if (theirs === undefined) return [];
    const start = theirs.start > range.start ? theirs.start : range.start;
    const end = theirs.end < range.end ? theirs.end : range.end;
    if (start >= end) return [];
    const shared = hasFlag(other, 'ROOTSHARED') ? ', shared with root' : '';
    return [`- ${title}, memory region ${index}: ${formatRange(start, end - start)}${shared}`];
  });
}

/** Only the hypervisor for 64-bit Arm is known that well. */
function stage2Rows(model: Configuration, region: MemoryRegion): string[][] {
  const architecture =
    model.kind === 'system' ? model.system.architecture : model.cell.architecture;
  if (architecture !== architectures.ARM64 || region.size === 0n) return [];
  const mapping = stage2MappingOf(region);
  if (mapping === undefined) return [['Stage 2', 'no entry: every access traps']];
  const { s2ap, isExecuteNever, memAttr, leaves, entry } = mapping;
  const sizes = leaves.map(({ level, size, count }) => {
    const kind = level === 3 ? 'page' : 'block';
    return `${count} ${kind}${count === 1n ? '' : 's'} of ${formatSize(size)}`;
  });
  const kind = memAttr === memAttributes.device ? 'Device-nGnRE' : 'Normal write-back';
  const attributes = [
    `S2AP 0b${s2ap.toString(2).padStart(2, '0')} (${['none', 'read', 'write', 'read and write'][s2ap] ?? ''})`,
    `XN ${isExecuteNever ? 1 : 0}`,
    `MemAttr 0b${memAttr.toString(2).padStart(4, '0')} (${kind})`,
  ];
  const isOfHypervisor = hasFlag(region, 'COMM_REGION');
  const first = isOfHypervisor ? [] : [['First entry', `\`${formatHex(entry)}\``]];
  return [['Stage 2', sizes.join(', ')], ['Attributes', attributes.join(', ')], ...first];
}
