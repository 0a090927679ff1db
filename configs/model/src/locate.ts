// SPDX-License-Identifier: MIT
// Paths in a configuration and the bytes of its file that hold them, whatever
// the layout of the file is.
import { cellStep } from './config.js';
import type { Configuration } from './config.js';
import { encode } from './encode.js';
import { modelPath, otherSteps } from './field-names.js';
import type { Step } from './problem.js';
import { descriptorOffset, headSize, readRecords } from './records-of-file.js';
import type { RecordsOfFile } from './records-of-file.js';
import type { FieldType, StructField } from './schema/field-types.js';
import { layoutOf, sizeOf } from './schema/layout.js';
import type { PlacedField } from './schema/layout.js';

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

/**
 * The bytes that a path names; undefined if there is no such thing. Where the
 * file's layout says it in another field, that one's bytes.
 */
export function locate(config: Configuration, steps: readonly Step[]): ByteRange | undefined {
  const [first, second, ...rest] = steps;
  const root = descriptorOffset(config.layout, config.kind);
  if (first === 'system' && config.kind === 'system') {
    const system: Placed = { start: 0, end: root, type: config.layout.system };
    return second === undefined ? span(system) : walk(system, [second, ...rest], config);
  }
  if (first !== cellStep(config)) return undefined;
  const type = config.layout.cell;
  const descriptor: Placed = { start: root, end: root + layoutOf(type).size, type };
  if (second === undefined) return span(descriptor);
  const section = sectionOf(recordsOf(config), second);
  if (section === undefined) return walk(descriptor, [second, ...rest], config);
  const isWhole = rest.length === 0 || section.type === undefined;
  return isWhole ? span(section) : walk(section, rest, config);
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
  if (offset < 0) return undefined;
  const records = recordsOf(config);
  const architecture =
    config.kind === 'system' ? config.system.architecture : config.cell.architecture;
  const root = descriptorOffset(config.layout, config.kind);
  const byte = { offset, shift, architecture };
  if (offset < headSize(config.layout, config.kind)) {
    if (offset < root) {
      return modelPath(['system', ...descend(config.layout.system, records.system, byte)], config);
    }
    const inside = { ...byte, offset: offset - root };
    return modelPath(
      [cellStep(config), ...descend(config.layout.cell, records.cell, inside)],
      config,
    );
  }
  for (const { layout, start, elements } of records.arrays) {
    const type: FieldType = { kind: 'array', of: layout.of, count: elements.length };
    if (offset < start || offset >= start + sizeOf(type)) continue;
    const inside = descend(type, elements, { ...byte, offset: offset - start });
    return modelPath([cellStep(config), layout.property, ...inside], config);
  }
  return undefined;
}

const known = new WeakMap<Configuration, RecordsOfFile>();

/** The records of the file that encode() makes. */
function recordsOf(config: Configuration): RecordsOfFile {
  const before = known.get(config);
  if (before !== undefined) return before;
  const records = readRecords(encode(config), config.layout, config.kind);
  known.set(config, records);
  return records;
}

function span({ start, end, shift }: ByteRange): ByteRange {
  return { start, end, ...(shift !== undefined && { shift }) };
}

/** An array of the cell, or the array that says the same in this layout. */
function sectionOf({ arrays }: RecordsOfFile, name: Step): Placed | undefined {
  const find = (property: Step): Placed | undefined => {
    const array = arrays.find(({ layout }) => layout.property === property);
    if (array === undefined) return undefined;
    const type: FieldType = { kind: 'array', of: array.layout.of, count: array.elements.length };
    return { start: array.start, end: array.start + sizeOf(type), type };
  };
  const own = find(name);
  if (own !== undefined) return own;
  const other = name === 'pioRegions' ? 'pioBitmap' : name === 'cpuSet' ? 'cpuList' : undefined;
  const place = other === undefined ? undefined : find(other);
  // Its elements are not those of the model: only the whole has a place.
  return place && span(place);
}

function walk(from: Placed, steps: readonly Step[], config: Configuration): ByteRange | undefined {
  let at = from;
  let rest = steps;
  for (let [step] = rest; step !== undefined; [step] = rest) {
    const next = stepInto(at, step);
    if (next !== undefined) {
      at = next;
      rest = rest.slice(1);
      continue;
    }
    const other = otherSteps(rest, config);
    const [replaced] = other ?? [];
    if (other === undefined || replaced === undefined || stepInto(at, replaced) === undefined) {
      return undefined;
    }
    rest = other;
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
    if (field.type.kind === 'bits') {
      return (offset - field.offset) * 8 + shift < field.shift + field.type.width;
    }
    return true;
  };
  return covering.find(isChosen) ?? covering[0];
}
