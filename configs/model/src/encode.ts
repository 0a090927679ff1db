// SPDX-License-Identifier: MIT
// A configuration as the bytes of its .cell file.
import { cellOf } from './config.js';
import type { Cell, Configuration } from './config.js';
import { layoutOf } from './schema/layout.js';
import { cellArrays, cellRecord, systemRecord } from './schema/records.js';
import { writeRecord } from './schema/write-record.js';

/** The file that decode() turns into `config`; counts come from the arrays. */
export function encode(config: Configuration): Uint8Array {
  const cell = cellOf(config);
  const headSize = layoutOf(config.kind === 'system' ? systemRecord : cellRecord).size;
  const bytes = new Uint8Array(headSize + arraysSize(cell) + config.trailing.length);
  const view = new DataView(bytes.buffer);
  const descriptor = { ...cell, ...countsOf(cell) };
  if (config.kind === 'system') {
    const system = { ...config.system, rootCell: descriptor };
    writeRecord(systemRecord, system, view, 0, config.system.architecture);
  } else {
    writeRecord(cellRecord, descriptor, view, 0, cell.architecture);
  }
  const end = writeArrays(cell, bytes, headSize);
  bytes.set(config.trailing, end);
  return bytes;
}

function arraysSize(cell: Cell): number {
  return cellArrays.reduce(
    (sum, { property, record }) => sum + cell[property].length * layoutOf(record).size,
    cell.cpuSet.length,
  );
}

function countsOf(cell: Cell): Record<string, number> {
  const counts: Record<string, number> = { cpuSetSize: cell.cpuSet.length };
  for (const { property, count } of cellArrays) counts[count] = cell[property].length;
  return counts;
}

function writeArrays(cell: Cell, bytes: Uint8Array, start: number): number {
  const view = new DataView(bytes.buffer);
  bytes.set(cell.cpuSet, start);
  let offset = start + cell.cpuSet.length;
  for (const { property, record } of cellArrays) {
    for (const element of cell[property]) {
      writeRecord(record, element, view, offset, cell.architecture);
      offset += layoutOf(record).size;
    }
  }
  return offset;
}
