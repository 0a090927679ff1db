// SPDX-License-Identifier: MIT
// A layout that headers tell: forks keep the number of a revision and change
// its records, so what their compiler says is what counts.
import { architectures, iommuTypes } from '../constants.js';
import { camelCase, overlay, text, u8 } from '../schema/field-types.js';
import type {
  FieldType,
  IntField,
  OverlayField,
  Places,
  StructField,
} from '../schema/field-types.js';
import { isSamePlacement } from '../schema/same-placement.js';
import { currentLayout, layoutFor, layouts } from './history.js';
import { isSame } from '../translate/adopt.js';
import type { ArrayLayout, ConsoleDialect, Dialect, Layout } from './layout.js';

/** The type of a field, as a compiler knows it. */
export type FieldShape =
  | { readonly kind: 'int'; readonly bytes: 1 | 2 | 4 | 8 }
  /** An array of characters. */
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'array'; readonly of: FieldShape; readonly count: number }
  | RecordShape;

export interface RecordShape {
  readonly kind: 'record';
  /** Such as `jailhouse_memory`; empty without one. */
  readonly tag: string;
  /** Bytes. */
  readonly size: number;
  /** Members of anonymous structs and unions count as fields of the record around them. */
  readonly fields: readonly FieldPlace[];
}

export interface FieldPlace {
  readonly name: string;
  /** Bytes from the start of the record; of a bit-field, of its first byte. */
  readonly offset: number;
  readonly shape: FieldShape;
  readonly bits?: { readonly shift: number; readonly width: number };
}

/** A configuration object: the head, and the members behind it. */
export interface ObjectShape {
  /** The number that the headers claim. */
  readonly revision: number;
  /** `jailhouse_system` or `jailhouse_cell_desc`. */
  readonly head: RecordShape;
  /** The value of a macro of the headers; they say what numbers mean. */
  readonly macro: (name: string) => bigint | undefined;
  /** The arrays behind the head, in order. */
  readonly members: readonly { readonly name: string; readonly element: FieldShape }[];
}

/**
 * The layout of such an object: the one of upstream's that is the same, or one
 * of its own. Undefined if the head is no record of the format.
 */
export function layoutOfObject(shape: ObjectShape): Layout | undefined {
  const isSystem = shape.head.tag === 'jailhouse_system';
  const head = recordField(shape.head);
  const cell = isSystem ? head.fields.root_cell : head;
  if (!isRecord(cell) || (!isSystem && shape.head.tag !== 'jailhouse_cell_desc')) return undefined;
  if (cell.fields.signature === undefined || cell.fields.revision === undefined) return undefined;
  const near = nearestLayout(shape.revision, cell);
  const counts = Object.keys(cell.fields).filter((name) => /^num_|_size$/.test(name));
  const arrays = arraysOf(shape, counts);
  const system = isSystem ? head : near.system;
  const own = { system, cell, arrays };
  const told = dialectOf(shape.macro);
  const alike = layouts.filter(
    (layout) => layout.revision === shape.revision && isLike(layout, own, isSystem),
  );
  const same = alike.find(({ dialect }) => isSame({ ...dialect, ...told }, dialect));
  if (same !== undefined) return same;
  const console = consoleDialectOf(near, head.fields.debug_console ?? cell.fields.console);
  const dialect = { ...(alike[0] ?? near).dialect, console, ...told };
  return {
    id: `${shape.revision}-headers`,
    revision: shape.revision,
    title: 'the records of the headers that the source includes',
    signatures: signaturesFor(cell),
    ...own,
    arrays: withEmptyArrays(arrays, counts, alike[0] ?? near),
    dialect,
  };
}

function isRecord(type: unknown): type is StructField {
  return (type as FieldType | undefined)?.kind === 'struct';
}

function isLike(
  layout: Layout,
  own: Pick<Layout, 'system' | 'cell' | 'arrays'>,
  isSystem: boolean,
): boolean {
  const heads = isSystem ? [layout.system, own.system] : [layout.cell, own.cell];
  const [theirs, ours] = heads;
  if (theirs === undefined || ours === undefined || !isSamePlacement(theirs, ours)) return false;
  // Where the arrays of upstream's records stand, upstream says, and not the object.
  return own.arrays.every((array) => {
    const other = layout.arrays.find(({ property }) => property === array.property);
    return other !== undefined && isSamePlacement(other.of, array.of);
  });
}

/** The layout whose numbers a fork most likely means. */
function nearestLayout(revision: number, cell: StructField): Layout {
  const own = layoutFor(revision);
  if (own !== undefined) return own;
  return cell.fields.architecture === undefined ? (layoutFor(13) ?? currentLayout) : currentLayout;
}

function signaturesFor(cell: StructField): Layout['signatures'] {
  const signature = cell.fields.signature as FieldType;
  const isShort = signature.kind === 'text' && signature.length <= 5;
  return isShort ? { system: 'JHSYS', cell: 'JHCLL' } : { system: 'JHSYST', cell: 'JHCELL' };
}

/** What numbers mean, as far as the macros of the headers say it. */
function dialectOf(macro: ObjectShape['macro']): Partial<Dialect> {
  const unaligned = macro('JAILHOUSE_MEM_IO_UNALIGNED');
  const ethernet = macro('JAILHOUSE_SHMEM_PROTO_VETH');
  const isVirtual = macro('JAILHOUSE_CELL_VIRTUAL_CONSOLE_PERMITTED') !== undefined;
  const isDebug = macro('JAILHOUSE_CELL_DEBUG_CONSOLE') !== undefined;
  return {
    ...(unaligned !== undefined && { hasLowUnalignedFlag: unaligned === 0x100n }),
    ...(ethernet !== undefined && { hasProtocolClassCodes: ethernet === 0x100n }),
    ...(isVirtual !== isDebug && { hasDebugConsoleFlag: isDebug }),
  };
}

function consoleDialectOf({ dialect }: Layout, console: unknown): ConsoleDialect {
  if (!isRecord(console)) return dialect.console;
  if (console.fields.type !== undefined) return 'split';
  if (console.fields.phys_start !== undefined) return 'memory';
  return dialect.console === 'split' || dialect.console === 'memory' ? 'combined' : dialect.console;
}

const elementsByCount: Readonly<Record<string, { property: string; tag: string }>> = {
  num_memory_regions: { property: 'memoryRegions', tag: 'jailhouse_memory' },
  num_cache_regions: { property: 'cacheRegions', tag: 'jailhouse_cache' },
  num_irqchips: { property: 'irqchips', tag: 'jailhouse_irqchip' },
  num_pio_regions: { property: 'pioRegions', tag: 'jailhouse_pio' },
  num_pci_devices: { property: 'pciDevices', tag: 'jailhouse_pci_device' },
  num_pci_caps: { property: 'pciCapabilities', tag: 'jailhouse_pci_capability' },
  num_stream_ids: { property: 'streamIds', tag: 'jailhouse_stream_id' },
};

/** The arrays that the object has, in its order. */
function arraysOf({ members }: ObjectShape, counts: readonly string[]): ArrayLayout[] {
  const arrays: ArrayLayout[] = [];
  for (const { name, element } of members) {
    const claimed = new Set(arrays.map(({ count }) => count));
    const count = countOf(name, element, { counts, claimed });
    if (count === undefined || claimed.has(camelCase(count))) continue;
    arrays.push({
      property: propertyOf(count, name),
      count: camelCase(count),
      of: elementField(element, count),
    });
  }
  return arrays;
}

/** With those that the descriptor counts and the object leaves out; their place does not matter. */
function withEmptyArrays(
  arrays: readonly ArrayLayout[],
  counts: readonly string[],
  near: Layout,
): ArrayLayout[] {
  const names = new Set(counts.map(camelCase));
  const empty = near.arrays.filter(
    ({ count }) => names.has(count) && arrays.every((array) => array.count !== count),
  );
  return [...arrays, ...empty];
}

interface Counts {
  readonly counts: readonly string[];
  readonly claimed: ReadonlySet<string>;
}

/** The field that counts a member of the object: by the record's tag, by name, or the next one. */
function countOf(
  name: string,
  element: FieldShape,
  { counts, claimed }: Counts,
): string | undefined {
  if (element.kind === 'record') {
    const known = Object.entries(elementsByCount).find(([, { tag }]) => tag === element.tag);
    if (known !== undefined) return known[0];
    if (/cpu/.test(element.tag) && counts.includes('num_cpus')) return 'num_cpus';
    const open = counts.filter(
      (count) =>
        !(count in elementsByCount) && /^num_/.test(count) && !claimed.has(camelCase(count)),
    );
    return open.find((count) => count === `num_${name}`) ?? open[0];
  }
  const words = [
    [/pio|port/, 'pio_bitmap_size'],
    [/stream/, 'num_stream_ids'],
    [/cpu/, 'cpu_set_size'],
    [/cpu/, 'num_cpus'],
  ] as const;
  return words.find(([word, count]) => word.test(name) && counts.includes(count))?.[1];
}

function propertyOf(count: string, member: string): string {
  if (count === 'cpu_set_size') return 'cpuSet';
  if (count === 'num_cpus') return 'cpuList';
  if (count === 'pio_bitmap_size') return 'pioBitmap';
  return elementsByCount[count]?.property ?? camelCase(member);
}

function elementField(shape: FieldShape, count: string): FieldType {
  // What is counted in bytes is one of bytes, whatever words the source writes it in.
  if (/_size$/.test(count)) return u8;
  if (shape.kind === 'record') return recordField(shape);
  const field = fieldOf(shape);
  return { kind: 'struct', tag: '', fields: { id: field } };
}

function fieldOf(shape: FieldShape): FieldType {
  switch (shape.kind) {
    case 'int':
      return { kind: 'int', bytes: shape.bytes } satisfies IntField;
    case 'text':
      return text(shape.length);
    case 'array':
      return { kind: 'array', of: fieldOf(shape.of), count: shape.count };
    case 'record':
      return recordField(shape);
  }
}

const known = new WeakMap<RecordShape, StructField>();

/** A record with the places that the compiler gave its fields; computed once for each. */
function recordField(shape: RecordShape): StructField {
  const before = known.get(shape);
  if (before !== undefined) return before;
  const fields: Record<string, FieldType> = {};
  const places: Record<string, { offset: number; shift?: number }> = {};
  for (const place of shape.fields) {
    const { name, offset, bits } = place;
    if (name in fields) continue;
    const type: FieldType = bits
      ? { kind: 'bits', width: bits.width, unnamed: false }
      : fieldOf(place.shape);
    const covered = shape.fields.filter((other) => other !== place && covers(other, place));
    fields[name] = covered.length > 0 && !bits ? member(name, type, covered, shape) : type;
    places[name] = { offset, ...(bits && { shift: bits.shift }) };
  }
  const given: Places = { size: shape.size, fields: places };
  const tag = shape.tag === '' ? '' : `struct ${shape.tag}`;
  const record: StructField = { kind: 'struct', tag, fields, places: given };
  known.set(shape, record);
  return record;
}

function sizeOfShape(shape: FieldShape): number {
  switch (shape.kind) {
    case 'int':
      return shape.bytes;
    case 'text':
      return shape.length;
    case 'array':
      return shape.count * sizeOfShape(shape.of);
    case 'record':
      return shape.size;
  }
}

/** Whether two fields share bytes, as members of a union do. */
function covers(a: FieldPlace, b: FieldPlace): boolean {
  if (a.bits !== undefined || b.bits !== undefined) return false;
  return a.offset < b.offset + sizeOfShape(b.shape) && b.offset < a.offset + sizeOfShape(a.shape);
}

/** A member of a union; which one holds the truth, the format's own ones are known for. */
function member(
  name: string,
  type: FieldType,
  others: readonly FieldPlace[],
  { fields }: RecordShape,
): FieldType {
  const first = fields.find((field) => field.name === name || others.includes(field));
  return overlay(type, knownPreferences[name] ?? (first?.name === name ? always : never));
}

type Preference = OverlayField['isPreferred'];

// One function for all layouts each, so that equal layouts are equal to tests, too.
const always: Preference = () => true;
const never: Preference = () => false;

const knownPreferences: Readonly<Record<string, Preference>> = {
  x86: ({ architecture }) => architecture === architectures.X86,
  arm: ({ architecture }) => architecture !== architectures.X86,
  amd: ({ siblings }) => siblings.type === iommuTypes.AMD,
  tipvu: ({ siblings }) => siblings.type !== iommuTypes.AMD,
};
