// SPDX-License-Identifier: MIT
// How two configurations differ, field by field. Elements of arrays are matched
// by what they say, so that an inserted region is one difference and not one
// for every region behind it.
import { align } from './align.js';
import { cellOf, cellStep } from './config.js';
import type { Cell, Configuration } from './config.js';
import { encode } from './encode.js';
import type { ModelPath, Step } from './problem.js';
import type { FieldType, StructField } from './schema/field-types.js';
import { layoutOf } from './schema/layout.js';
import type { PlacedField } from './schema/layout.js';
import { cellArrays, cellRecord, systemRecord } from './schema/records.js';

export type FieldValue = bigint | number | string | Uint8Array;

/** An element of one of the cell's arrays, such as a memory region. */
export type ArrayElement = Readonly<Record<string, unknown>>;

/** One thing that is not the same in `a`, the first configuration, and `b`, the second. */
export type Difference =
  | {
      readonly kind: 'changed';
      readonly a: ModelPath;
      readonly b: ModelPath;
      /** The field as C spells it, from its record on: `platform_info.arm.gicd_base`. */
      readonly name: string;
      readonly before: FieldValue;
      readonly after: FieldValue;
    }
  | { readonly kind: 'removed'; readonly a: ModelPath; readonly element: ArrayElement }
  | { readonly kind: 'added'; readonly b: ModelPath; readonly element: ArrayElement }
  /** The same element at another place among the others. */
  | {
      readonly kind: 'moved';
      readonly a: ModelPath;
      readonly b: ModelPath;
      readonly element: ArrayElement;
    };

/**
 * Every difference in what they say, in the order of the file. A cell and a system differ in their kind, and their cells are compared.
 */
export function compare(a: Configuration, b: Configuration): Difference[] {
  const differences: Difference[] = [];
  if (a.kind !== b.kind) differences.push(changed(nowhere, ['kind'], 'kind', [a.kind, b.kind]));
  const architectures: Pair<number> = [architectureOf(a), architectureOf(b)];
  if (a.kind === 'system' && b.kind === 'system') {
    const at: Place = { a: ['system'], b: ['system'], name: '', architectures };
    differences.push(...compareStruct(systemHead, [a.system, b.system], at));
  }
  const at: Place = { a: [cellStep(a)], b: [cellStep(b)], name: '', architectures };
  const head = a.kind === b.kind ? cellHead : cellHead.filter(({ name }) => !fileHead.has(name));
  differences.push(...compareCells([cellOf(a), cellOf(b)], head, at));
  if (!sameBytes(a.trailing, b.trailing)) {
    const values: Pair<Uint8Array> = [a.trailing, b.trailing];
    differences.push(
      changed({ a: [], b: [] }, ['trailing'], 'bytes behind the last array', values),
    );
  }
  return differences;
}

/**
 * The same for files: such as say the same may still have other layouts, or
 * bytes in which the model sees nothing.
 */
export function compareFiles(a: Configuration, b: Configuration): Difference[] {
  const differences = compare(a, b);
  if (differences.length > 0) return differences;
  if (a.layout.id !== b.layout.id) {
    return [changed(nowhere, ['layout'], 'layout', [a.layout.id, b.layout.id])];
  }
  const bytes: Pair<Uint8Array> = [encode(a), encode(b)];
  return sameBytes(...bytes)
    ? []
    : [changed(nowhere, ['source'], 'bytes outside of fields', bytes)];
}

type Pair<T> = readonly [a: T, b: T];

interface Steps {
  readonly a: readonly Step[];
  readonly b: readonly Step[];
}

/** The configuration as a whole. */
const nowhere: Steps = { a: [], b: [] };

interface Place extends Steps {
  /** What stands before the field's name, in C. */
  readonly name: string;
  readonly architectures: Pair<number>;
}

type Values = Readonly<Record<string, unknown>>;

/** Fields that the model says by the lengths of the arrays. */
const counts = new Set<string>(['cpuSetSize', ...cellArrays.map(({ count }) => count)]);

const systemHead = fieldsOf(systemRecord).filter(({ property }) => property !== 'rootCell');
const cellHead = fieldsOf(cellRecord).filter(({ property }) => !counts.has(property));

/** What a cell's descriptor says of its file; that of a root cell is no file. */
const fileHead = new Set(['signature', 'architecture', 'revision']);

function architectureOf(config: Configuration): number {
  return config.kind === 'system' ? config.system.architecture : config.cell.architecture;
}

function compareCells([a, b]: Pair<Cell>, head: readonly PlacedField[], at: Place): Difference[] {
  const differences = compareStruct(head, [{ ...a }, { ...b }], at);
  if (!sameBytes(a.cpuSet, b.cpuSet)) {
    differences.push(changed(at, ['cpuSet'], 'cpu_set', [a.cpuSet, b.cpuSet]));
  }
  for (const { property, record } of cellArrays) {
    differences.push(...compareArrays(record, [a[property], b[property]], inside(at, [property])));
  }
  return differences;
}

function compareArrays(
  record: StructField,
  [before, after]: Pair<readonly ArrayElement[]>,
  at: Place,
): Difference[] {
  const fields = fieldsOf(record);
  const between = (a: ArrayElement, b: ArrayElement, i = 0, j = 0): Difference[] =>
    compareStruct(fields, [a, b], { ...at, a: [...at.a, i], b: [...at.b, j] });
  const differs = (a: ArrayElement, b: ArrayElement): number =>
    Math.min(1, between(a, b).length / fields.length);
  return align(before, after, differs).flatMap((match): Difference[] => {
    const [a, b] = [
      [...at.a, match.a ?? 0],
      [...at.b, match.b ?? 0],
    ];
    const first = match.a === undefined ? undefined : before[match.a];
    const second = match.b === undefined ? undefined : after[match.b];
    if (first === undefined || second === undefined) {
      if (first !== undefined) return [{ kind: 'removed', a: { steps: a }, element: first }];
      if (second !== undefined) return [{ kind: 'added', b: { steps: b }, element: second }];
      return [];
    }
    if (match.isMoved) {
      return [{ kind: 'moved', a: { steps: a }, b: { steps: b }, element: first }];
    }
    return between(first, second, match.a, match.b);
  });
}

function compareStruct(
  fields: readonly PlacedField[],
  [a, b]: Pair<Values>,
  at: Place,
): Difference[] {
  const overlays = fields.filter(({ type }) => type.kind === 'overlay');
  const others = fields.filter(({ type }) => type.kind !== 'overlay');
  return [
    ...others.flatMap((field) => memberDifferences(field, [a, b], at)),
    ...unionDifferences(overlays, [a, b], at),
  ];
}

/**
 * The members of a union are the same bytes: those are told once, by the member
 * that holds the truth in both; what lies behind its end, by the ones that reach there.
 */
function unionDifferences(members: readonly PlacedField[], pair: Pair<Values>, at: Place) {
  const holdsTruth = ({ type }: PlacedField, side: 0 | 1): boolean =>
    type.kind === 'overlay' &&
    type.isPreferred({ architecture: at.architectures[side], siblings: pair[side] });
  const preferred = members.find((member) => holdsTruth(member, 0) && holdsTruth(member, 1));
  const reach = preferred?.size ?? 0;
  return [
    ...(preferred === undefined ? [] : memberDifferences(preferred, pair, at)),
    ...members
      .filter((member) => member !== preferred && member.size > reach)
      .flatMap((member) => memberDifferences(member, pair, at, reach)),
  ];
}

/** @param reach bytes of the member that are not compared */
function memberDifferences(
  { property, name, type }: PlacedField,
  [a, b]: Pair<Values>,
  at: Place,
  reach = 0,
): Difference[] {
  const values: Pair<unknown> = [a[property], b[property]];
  const place = inside(at, [property], fieldName(at.name, name));
  const member = type.kind === 'overlay' ? (type.of as FieldType) : type;
  if (reach === 0 || member.kind !== 'struct') return compareField(member, values, place);
  const fields = fieldsOf(member).filter(({ offset, size }) => offset + size > reach);
  return compareStruct(fields, values as Pair<Values>, place);
}

function compareField(type: FieldType, values: Pair<unknown>, at: Place): Difference[] {
  if (type.kind === 'overlay') return compareField(type.of as FieldType, values, at);
  if (type.kind === 'struct') {
    return compareStruct(fieldsOf(type), values as Pair<Values>, at);
  }
  if (type.kind === 'array') {
    const [a, b] = values as Pair<readonly unknown[]>;
    return Array.from({ length: type.count }, (_, index) =>
      compareField(
        type.of as FieldType,
        [a[index], b[index]],
        inside(at, [index], `${at.name}[${index}]`),
      ),
    ).flat();
  }
  const [before, after] = values as Pair<FieldValue>;
  return before === after ? [] : [changed(at, [], at.name, [before, after])];
}

function fieldsOf(record: StructField): readonly PlacedField[] {
  return layoutOf(record).fields;
}

function fieldName(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

function inside(at: Place, steps: readonly Step[], name = at.name): Place {
  return { ...at, a: [...at.a, ...steps], b: [...at.b, ...steps], name };
}

function changed(
  at: Steps,
  steps: readonly Step[],
  name: string,
  [before, after]: Pair<FieldValue>,
): Difference {
  const [a, b] = [{ steps: [...at.a, ...steps] }, { steps: [...at.b, ...steps] }];
  return { kind: 'changed', a, b, name, before, after };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
