// SPDX-License-Identifier: MIT
// The bytes of a .cell file as a configuration.
import type { Cell, Configuration, System } from './config.js';
import { architectures, cellSignature, configRevision, systemSignature } from './constants.js';
import {
  arraysTruncated,
  fileTooShort,
  trailingBytes,
  unknownArchitecture,
  unknownSignature,
  unsupportedRevision,
} from './decode-problems.js';
import type { Problem } from './problem.js';
import { layoutOf } from './schema/layout.js';
import { readRecord } from './schema/read-record.js';
import { cellArrays, cellRecord, systemRecord } from './schema/records.js';
import type { CellDescriptor } from './schema/records.js';

export interface Decoded {
  /** Absent if the bytes are no configuration of revision 14. */
  readonly config?: Configuration;
  readonly problems: readonly Problem[];
}

/** Signature, architecture and revision come first in either kind of file. */
const prefixSize = 8;

/** Read a system's or a cell's file. Never throws, whatever the bytes are. */
export function decode(bytes: Uint8Array): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < prefixSize) return { problems: [fileTooShort(bytes.length, prefixSize)] };
  const signature = String.fromCharCode(...bytes.subarray(0, 5));
  const isSystem = signature === systemSignature;
  const isConfiguration = isSystem || signature === cellSignature;
  const revision = view.getUint16(6, true);
  if (!isConfiguration && !isOlderSignature(bytes)) {
    return { problems: [unknownSignature(printable(signature))] };
  }
  if (!isConfiguration || revision !== configRevision) {
    return { problems: [unsupportedRevision(revision)] };
  }
  return isSystem ? decodeSystem(view, bytes) : decodeCell(view, bytes);
}

/** Revisions 1 to 13 used the same eight bytes as a longer signature and the revision. */
function isOlderSignature(bytes: Uint8Array): boolean {
  const signature = String.fromCharCode(...bytes.subarray(0, 6));
  return signature === 'JHSYST' || signature === 'JHCELL';
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '.');
}

function decodeSystem(view: DataView, bytes: Uint8Array): Decoded {
  const size = layoutOf(systemRecord).size;
  if (bytes.length < size) return { problems: [fileTooShort(bytes.length, size)] };
  const { rootCell, ...system } = readRecord(systemRecord, view, 0);
  const { cell, end, problems } = readArrays(rootCell, bytes, size, 'rootCell');
  problems.push(...architectureProblems(system, 'system'));
  if (cell === undefined) return { problems };
  return {
    config: { kind: 'system', system, rootCell: cell, trailing: bytes.slice(end) },
    problems,
  };
}

function decodeCell(view: DataView, bytes: Uint8Array): Decoded {
  const size = layoutOf(cellRecord).size;
  if (bytes.length < size) return { problems: [fileTooShort(bytes.length, size)] };
  const descriptor = readRecord(cellRecord, view, 0);
  const { cell, end, problems } = readArrays(descriptor, bytes, size, 'cell');
  problems.push(...architectureProblems(descriptor, 'cell'));
  if (cell === undefined) return { problems };
  return { config: { kind: 'cell', cell, trailing: bytes.slice(end) }, problems };
}

function architectureProblems(header: System | CellDescriptor, step: string): Problem[] {
  return header.architecture > architectures.ARM64
    ? [unknownArchitecture(header.architecture, [step, 'architecture'])]
    : [];
}

interface ReadArrays {
  readonly cell?: Cell;
  readonly end: number;
  readonly problems: Problem[];
}

function readArrays(
  descriptor: CellDescriptor,
  bytes: Uint8Array,
  start: number,
  step: string,
): ReadArrays {
  const needed = cellArrays.reduce(
    (sum, { count, record }) => sum + descriptor[count] * layoutOf(record).size,
    start + descriptor.cpuSetSize,
  );
  if (needed > bytes.length) {
    return { end: start, problems: [arraysTruncated(needed - bytes.length, [step])] };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = start + descriptor.cpuSetSize;
  const arrays: Record<string, unknown[]> = {};
  for (const { property, count, record } of cellArrays) {
    const stride = layoutOf(record).size;
    arrays[property] = Array.from({ length: descriptor[count] }, (_, index) =>
      readRecord(record, view, offset + index * stride),
    );
    offset += descriptor[count] * stride;
  }
  const cpuSet = bytes.slice(start, start + descriptor.cpuSetSize);
  const cell = { ...withoutCounts(descriptor), cpuSet, ...arrays } as unknown as Cell;
  const extra = bytes.length - offset;
  return { cell, end: offset, problems: extra > 0 ? [trailingBytes(extra, [step])] : [] };
}

function withoutCounts(descriptor: CellDescriptor): Record<string, unknown> {
  const counts = new Set<string>(['cpuSetSize', ...cellArrays.map(({ count }) => count)]);
  return Object.fromEntries(Object.entries(descriptor).filter(([name]) => !counts.has(name)));
}
