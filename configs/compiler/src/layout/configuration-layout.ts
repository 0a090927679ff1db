// SPDX-License-Identifier: MIT
// The layout of a configuration's bytes, from the types that its source
// includes: forks keep the number of a revision and change the records.
import { layoutOfObject } from '@cellblock/cell-config';
import type {
  FieldPlace,
  FieldShape,
  Layout,
  RecordShape,
  ObjectShape,
} from '@cellblock/cell-config';
import { sizeOf } from '../types.js';
import type { CType, Member, RecordBody, RecordType } from '../types.js';

/**
 * The layout of an object such as `struct { struct jailhouse_cell_desc cell; ... }`;
 * undefined if it does not start with a record of the format, or if no header
 * says which revision it has. `macro` gives the values of macros.
 */
export function configurationLayout(
  type: CType,
  macro: (name: string) => bigint | undefined,
): Layout | undefined {
  const revision = macro('JAILHOUSE_CONFIG_REVISION');
  if (revision === undefined) return undefined;
  const [head, ...members] = type.kind === 'record' ? (type.body?.members ?? []) : [];
  if (head?.type.kind !== 'record') return undefined;
  const shape = recordShape(head.type);
  const arrays = members.flatMap(({ name, type: of }) => {
    const element = of.kind === 'array' ? fieldShape(of.of) : fieldShape(of);
    return name === undefined || element === undefined ? [] : [{ name: name.text, element }];
  });
  return knownLayout({ revision: Number(revision), head: shape, members: arrays, macro });
}

/** The tag of the record that the object starts with, if it is one of the format's. */
export function headTag(type: CType): string | undefined {
  const [head] = type.kind === 'record' ? (type.body?.members ?? []) : [];
  const tag = head?.type.kind === 'record' ? head.type.tag?.text : undefined;
  return tag === 'jailhouse_system' || tag === 'jailhouse_cell_desc' ? tag : undefined;
}

interface KnownLayout {
  readonly members: ObjectShape['members'];
  readonly revision: number;
  /** The macros that it depends on, with the values that they had. */
  readonly asked: ReadonlyMap<string, bigint | undefined>;
  readonly layout: Layout | undefined;
}

/** Layouts by the head of the object; most objects of a tree have one of a few. */
const knownLayouts = new WeakMap<RecordShape, KnownLayout[]>();
const mostKnown = 64;

/** layoutOfObject(), once for all objects that are alike. */
function knownLayout(object: ObjectShape): Layout | undefined {
  const { head, members, revision, macro } = object;
  const candidates = knownLayouts.get(head) ?? [];
  const found = candidates.find(
    (known) =>
      known.revision === revision &&
      known.members.length === members.length &&
      known.members.every(
        ({ name, element }, i) => name === members[i]?.name && element === members[i].element,
      ) &&
      [...known.asked].every(([name, value]) => macro(name) === value),
  );
  if (found !== undefined) return found.layout;
  const asked = new Map<string, bigint | undefined>();
  const ask = (name: string): bigint | undefined => {
    const value = macro(name);
    asked.set(name, value);
    return value;
  };
  const layout = layoutOfObject({ ...object, macro: ask });
  const known: KnownLayout = { members, revision, asked, layout };
  knownLayouts.set(head, [...candidates.slice(-mostKnown), known]);
  return layout;
}

const integerShapes = {
  1: { kind: 'int', bytes: 1 },
  2: { kind: 'int', bytes: 2 },
  4: { kind: 'int', bytes: 4 },
  8: { kind: 'int', bytes: 8 },
} as const;

const known = new WeakMap<RecordBody, RecordShape>();

/** Bodies live as long as their header is cached, and so do their shapes. */
function recordShape(type: RecordType): RecordShape {
  const before = type.body && known.get(type.body);
  if (before !== undefined) return before;
  const shape: RecordShape = {
    kind: 'record',
    tag: type.tag?.text ?? '',
    size: type.body?.size ?? 0,
    fields: (type.body?.members ?? []).flatMap((member) => fieldPlaces(member, 0)),
  };
  if (type.body !== undefined) known.set(type.body, shape);
  return shape;
}

/** A field; the fields of an anonymous struct or union as those of the record around it. */
function fieldPlaces({ name, type, offset, bits }: Member, base: number): FieldPlace[] {
  const at = base + offset;
  if (name === undefined) {
    if (type.kind !== 'record') return [];
    return (type.body?.members ?? []).flatMap((member) => fieldPlaces(member, at));
  }
  const shape = fieldShape(type);
  if (shape === undefined) return [];
  if (bits === undefined) return [{ name: name.text, offset: at, shape }];
  return [{ name: name.text, offset: at, shape, bits }];
}

/** Undefined for what no configuration has: pointers, reals, what has no size. */
function fieldShape(type: CType): FieldShape | undefined {
  switch (type.kind) {
    case 'integer': {
      const { size } = type;
      return size === 1 || size === 2 || size === 4 || size === 8 ? integerShapes[size] : undefined;
    }
    case 'array': {
      const count = type.count ?? 0;
      const isText = type.of.kind === 'integer' && type.of.rank === 1 && type.of.name === 'char';
      if (isText) return { kind: 'text', length: count };
      const of = fieldShape(type.of);
      return of && sizeOf(type) !== undefined ? { kind: 'array', of, count } : undefined;
    }
    case 'record':
      return recordShape(type);
    default:
      return undefined;
  }
}
