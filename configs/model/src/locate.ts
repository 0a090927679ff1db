// SPDX-License-Identifier: MIT
// Paths in a configuration and the bytes of its file that hold them.
import { cellOf, cellStep } from './config.js';
import type { Configuration } from './config.js';
import type { Step } from './problem.js';
import type { FieldType, StructField } from './schema/field-types.js';
import { layoutOf, sizeOf } from './schema/layout.js';
import type { PlacedField } from './schema/layout.js';
import { cellArrays, cellRecord, systemRecord } from './schema/records.js';

/** Bytes from `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
  /** For a bit-field, its lowest bit in the byte at `start`. */
  readonly shift?: number;
}

interface Placed extends ByteRange {
  readonly type?: FieldType;
}

/** The bytes that a path names; undefined if there is no such thing. */
export function locate(config: Configuration, steps: readonly Step[]): ByteRange | undefined {
  const [first, second, ...rest] = steps;
  if (first === 'system' && config.kind === 'system') {
    const system: Placed = { start: 0, end: rootOffset(), type: systemRecord };
    return second === undefined ? span(system) : walk(system, [second, ...rest]);
  }
  if (first !== cellStep(config)) return undefined;
  const start = config.kind === 'system' ? rootOffset() : 0;
  const descriptor: Placed = { start, end: start + layoutOf(cellRecord).size, type: cellRecord };
  if (second === undefined) return span(descriptor);
  const section = sectionsOf(config).find(({ property }) => property === second);
  if (section === undefined) return walk(descriptor, [second, ...rest]);
  return rest.length === 0 ? span(section) : walk(section, rest);
}

/**
 * The innermost path that a byte belongs to; undefined behind the last array.
 * `shift` chooses among bit-fields in the byte. In a union it is the member
 * that holds the truth.
 */
export function pathAt(
  config: Configuration,
  offset: number,
  shift = 0,
): readonly Step[] | undefined {
  const headSize = layoutOf(config.kind === 'system' ? systemRecord : cellRecord).size;
  const cell = cellOf(config);
  if (offset < 0) return undefined;
  if (offset < headSize) {
    const isRoot = config.kind === 'system' && offset >= rootOffset();
    const { architecture } = config.kind === 'system' ? config.system : cell;
    if (config.kind === 'cell' || isRoot) {
      const from = isRoot ? rootOffset() : 0;
      const byte = { offset: offset - from, shift, architecture };
      return [cellStep(config), ...descend(cellRecord, cell, byte)];
    }
    return ['system', ...descend(systemRecord, config.system, { offset, shift, architecture })];
  }
  for (const { property, start, end, type } of sectionsOf(config)) {
    if (offset >= start && offset < end) {
      const byte = { offset: offset - start, shift, architecture: cell.architecture };
      return [cellStep(config), property, ...descend(type, cell[property], byte)];
    }
  }
  return undefined;
}

function span({ start, end, shift }: ByteRange): ByteRange {
  return { start, end, ...(shift !== undefined && { shift }) };
}

function rootOffset(): number {
  return layoutOf(systemRecord).size - layoutOf(cellRecord).size;
}

interface Section extends ByteRange {
  readonly property: 'cpuSet' | (typeof cellArrays)[number]['property'];
  readonly type: FieldType;
}

/** The CPU set and the arrays, each as one field of array type. */
function sectionsOf(config: Configuration): Section[] {
  const cell = cellOf(config);
  let end = layoutOf(config.kind === 'system' ? systemRecord : cellRecord).size;
  const section = (property: Section['property'], of: FieldType, count: number): Section => {
    const start = end;
    const type: FieldType = { kind: 'array', of, count };
    end = start + sizeOf(type);
    return { property, start, end, type };
  };
  return [
    section('cpuSet', { kind: 'int', bytes: 1 }, cell.cpuSet.length),
    ...cellArrays.map(({ property, record }) => section(property, record, cell[property].length)),
  ];
}

function walk(from: Placed, steps: readonly Step[]): ByteRange | undefined {
  let at = from;
  for (const step of steps) {
    const next = stepInto(at, step);
    if (next === undefined) return undefined;
    at = next;
  }
  return span(at);
}

function stepInto(at: Placed, step: Step): Placed | undefined {
  const type = at.type?.kind === 'overlay' ? (at.type.of as FieldType) : at.type;
  if (type?.kind === 'array' && typeof step === 'number') {
    const element = type.of as FieldType;
    if (!Number.isInteger(step) || step < 0 || step >= type.count) return undefined;
    const start = at.start + step * sizeOf(element);
    return { start, end: start + sizeOf(element), type: element };
  }
  if (type?.kind !== 'struct') return undefined;
  const field = layoutOf(type).fields.find(({ property }) => property === step);
  if (field === undefined) return undefined;
  const start = at.start + field.offset;
  const shift = field.type.kind === 'bits' && { shift: field.shift };
  return { start, end: start + field.size, type: field.type, ...shift };
}

/** A bit of a field's bytes. */
interface Byte {
  readonly offset: number;
  readonly shift: number;
  readonly architecture: number;
}

function descend(type: FieldType, value: unknown, byte: Byte): Step[] {
  if (type.kind === 'overlay') return descend(type.of as FieldType, value, byte);
  if (type.kind === 'array') {
    const element = type.of as FieldType;
    const index = Math.floor(byte.offset / sizeOf(element));
    const inner = (value as ArrayLike<unknown>)[index];
    return [index, ...descend(element, inner, { ...byte, offset: byte.offset % sizeOf(element) })];
  }
  if (type.kind !== 'struct') return [];
  const values = value as Readonly<Record<string, unknown>>;
  const field = fieldAt(type, values, byte);
  if (field === undefined) return [];
  const inside = { ...byte, offset: byte.offset - field.offset };
  return [field.property, ...descend(field.type, values[field.property], inside)];
}

/** Members of a union cover each other: the preferred one counts, if it reaches so far. */
function fieldAt(
  type: StructField,
  siblings: Readonly<Record<string, unknown>>,
  { offset, shift, architecture }: Byte,
): PlacedField | undefined {
  const covering = layoutOf(type).fields.filter(
    (field) => offset >= field.offset && offset < field.offset + field.size,
  );
  const isChosen = (field: PlacedField): boolean => {
    if (field.type.kind === 'overlay') return field.type.isPreferred({ architecture, siblings });
    if (field.type.kind === 'bits') return shift < field.shift + field.type.width;
    return true;
  };
  return covering.find(isChosen) ?? covering[0];
}
