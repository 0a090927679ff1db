// SPDX-License-Identifier: MIT
// A configuration as the bytes of its .cell file, in any layout.
import { cellOf } from './config.js';
import type { Configuration } from './config.js';
import type { ArrayLayout, Layout } from './layouts/layout.js';
import { headRecord, headSize, isBytes, readRecords } from './records-of-file.js';
import type { ArrayOfFile, RecordsOfFile } from './records-of-file.js';
import type { FieldType } from './schema/field-types.js';
import { sizeOf } from './schema/layout.js';
import { writeField, writeRecord } from './schema/write-record.js';
import { adopt, asRaw, isSame } from './translate/adopt.js';
import type { Raw } from './translate/adopt.js';
import {
  arrayFromView,
  headFromView,
  headOfView,
  isOneToOne,
  partOfView,
  viewOf,
} from './translate/view.js';

/**
 * The file that decode() turns into `config`, in its layout. Counts come from
 * the arrays; what the model does not tell comes from the file it was read from.
 */
export function encode(config: Configuration): Uint8Array {
  return encodeIn(config, config.layout, config.source);
}

/** The file of a configuration in some layout, over the bytes of `source` if it has any. */
export function encodeIn(config: Configuration, layout: Layout, source?: Uint8Array): Uint8Array {
  const base = source && baseOf(source, config, layout);
  const chunks = layout.arrays.map((array, index) =>
    arrayBytes(array, config, { layout, base, old: base?.records.arrays[index] }),
  );
  const counts: Record<string, number> = {};
  layout.arrays.forEach((array, index) => {
    const count = (chunks[index]?.length ?? 0) / sizeOf(array.of);
    const old = base?.records.arrays[index];
    // An array that the file cuts off keeps the count that the file claims.
    counts[array.count] = old !== undefined && old.elements.length === count ? old.count : count;
  });
  return joined([headBytes(config, layout, counts, base), ...chunks, config.trailing]);
}

interface Base {
  readonly source: Uint8Array;
  readonly records: RecordsOfFile;
  readonly view: Configuration;
}

function baseOf(source: Uint8Array, config: Configuration, layout: Layout): Base {
  const records = readRecords(source, layout, config.kind);
  return { source, records, view: viewOf(records, config.trailing, architectureIn(config)) };
}

function architectureIn(config: Configuration): number {
  return config.kind === 'system' ? config.system.architecture : config.cell.architecture;
}

function headBytes(
  config: Configuration,
  layout: Layout,
  counts: Raw,
  base: Base | undefined,
): Uint8Array {
  const isUntouched = base !== undefined && isSame(headOfView(base.view), headOfView(config));
  const said = isUntouched ? undefined : headFromView(config, layout);
  const cell = { ...adopt(layout.cell, asRaw(said?.cell), base?.records.cell), ...counts };
  const record = headRecord(layout, config.kind);
  const values =
    config.kind === 'system'
      ? adopt(layout.system, { ...said?.system, rootCell: cell }, base?.records.system)
      : cell;
  const bytes = new Uint8Array(headSize(layout, config.kind));
  if (base !== undefined) bytes.set(base.source.subarray(0, bytes.length));
  writeRecord(record, values, new DataView(bytes.buffer), 0, architectureIn(config));
  return bytes;
}

interface Context {
  readonly layout: Layout;
  readonly base: Base | undefined;
  readonly old: ArrayOfFile | undefined;
}

function arrayBytes(array: ArrayLayout, config: Configuration, context: Context): Uint8Array {
  const { layout, base, old } = context;
  const cell = asRaw(cellOf(config));
  const stride = sizeOf(array.of);
  const now = partOfView(array, cell);
  const before = base && partOfView(array, asRaw(cellOf(base.view)));
  const held = old && base?.source.subarray(old.start, old.start + old.elements.length * stride);
  if (held !== undefined && isSame(before, now)) return held;
  const elements = arrayFromView(array, cell, layout);
  if (isBytes(array.of)) return Uint8Array.from(elements as ArrayLike<number>);
  const bytes = new Uint8Array(elements.length * stride);
  const view = new DataView(bytes.buffer);
  const isAligned = isOneToOne(array) && Array.isArray(before) && Array.isArray(now);
  for (let i = 0; i < elements.length; i++) {
    const offset = i * stride;
    const under = isAligned ? held?.subarray(offset, offset + stride) : undefined;
    if (under !== undefined) bytes.set(under, offset);
    if (isAligned && i < before.length && isSame(before[i], now[i])) continue;
    const element = filled(array.of, elements[i], old?.elements[i]);
    writeField(array.of, element, { view, offset, shift: 0, architecture: architectureIn(config) });
  }
  return bytes;
}

/** Values for every field of an element: what the model says, then what was there. */
function filled(of: FieldType, said: unknown, before: unknown): unknown {
  return of.kind === 'struct' ? adopt(of, asRaw(said), asRaw(before)) : said;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
