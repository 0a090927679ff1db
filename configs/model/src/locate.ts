// SPDX-License-Identifier: MIT
// Paths in a configuration and the bytes of its file that hold them.
import { cellOf, cellStep } from './config.js';
import type { Configuration } from './config.js';
import type { Step } from './problem.js';
import type { FieldType, StructField } from './schema/field-types.js';
import { layoutOf, sizeOf } from './schema/layout.js';
import { cellArrays, cellRecord, systemRecord } from './schema/records.js';

/** Bytes from `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
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

/** The innermost path that a byte belongs to; undefined behind the last array. */
export function pathAt(config: Configuration, offset: number): readonly Step[] | undefined {
  const headSize = layoutOf(config.kind === 'system' ? systemRecord : cellRecord).size;
  if (offset < 0) return undefined;
  if (offset < headSize) {
    if (config.kind === 'cell') return ['cell', ...descend(cellRecord, offset)];
    return offset < rootOffset()
      ? ['system', ...descend(systemRecord, offset)]
      : ['rootCell', ...descend(cellRecord, offset - rootOffset())];
  }
  for (const { property, start, end, type } of sectionsOf(config)) {
    if (offset >= start && offset < end) {
      return [cellStep(config), property, ...descend(type, offset - start)];
    }
  }
  return undefined;
}

function span({ start, end }: ByteRange): ByteRange {
  return { start, end };
}

function rootOffset(): number {
  return layoutOf(systemRecord).size - layoutOf(cellRecord).size;
}

interface Section extends ByteRange {
  readonly property: string;
  readonly type: FieldType;
}

/** The CPU set and the arrays, each as one field of array type. */
function sectionsOf(config: Configuration): Section[] {
  const cell = cellOf(config);
  let end = layoutOf(config.kind === 'system' ? systemRecord : cellRecord).size;
  const section = (property: string, of: FieldType, count: number): Section => {
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
  return { start, end: start + field.size, type: field.type };
}

/** In a union, the first member that reaches so far. */
function descend(type: FieldType, offset: number): Step[] {
  if (type.kind === 'overlay') return descend(type.of as FieldType, offset);
  if (type.kind === 'array') {
    const element = type.of as FieldType;
    const index = Math.floor(offset / sizeOf(element));
    return [index, ...descend(element, offset % sizeOf(element))];
  }
  if (type.kind !== 'struct') return [];
  const field = fieldAt(type, offset);
  return field === undefined ? [] : [field.property, ...descend(field.type, offset - field.offset)];
}

function fieldAt(
  type: StructField,
  offset: number,
): ReturnType<typeof layoutOf>['fields'][number] | undefined {
  return layoutOf(type).fields.find(
    (field) => offset >= field.offset && offset < field.offset + field.size,
  );
}
