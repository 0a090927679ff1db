// SPDX-License-Identifier: MIT
// The guide to the format: meaning, unit, rules and constants of every field,
// found by a path of the model or by the names that a header gives.
import type { Step } from '../problem.js';
import { layoutOf } from '../schema/layout.js';
import {
  cacheRecord,
  cellArrays,
  cellRecord,
  consoleRecord,
  iommuRecord,
  irqchipRecord,
  memoryRecord,
  pciCapabilityRecord,
  pciDeviceRecord,
  pioRecord,
  streamIdRecord,
  systemRecord,
} from '../schema/records.js';
import type { FieldType, StructField } from '../schema/field-types.js';
import {
  cacheGuide,
  irqchipGuide,
  memoryGuide,
  mmu500Guide,
  pciCapabilityGuide,
  pciDeviceGuide,
  pioGuide,
  streamIdGuide,
} from './array-guide.js';
import { cellGuide, consoleGuide } from './cell-guide.js';
import type { FieldGuide, RecordGuide } from './field-guide.js';
import {
  amdIommuGuide,
  armGuide,
  iommuGuide,
  platformGuide,
  pvuGuide,
  systemGuide,
  x86Guide,
} from './system-guide.js';

/** Records of the format, each with its guide; nested ones without a tag by the field they are in. */
const guides: readonly { readonly record: StructField; readonly guide: RecordGuide }[] = [
  { record: systemRecord, guide: systemGuide },
  { record: cellRecord, guide: cellGuide },
  { record: consoleRecord, guide: consoleGuide },
  { record: memoryRecord, guide: memoryGuide },
  { record: cacheRecord, guide: cacheGuide },
  { record: irqchipRecord, guide: irqchipGuide },
  { record: pioRecord, guide: pioGuide },
  { record: pciDeviceRecord, guide: pciDeviceGuide },
  { record: pciCapabilityRecord, guide: pciCapabilityGuide },
  { record: streamIdRecord, guide: streamIdGuide },
  { record: nested(streamIdRecord, 'mmu500'), guide: mmu500Guide },
  { record: nested(systemRecord, 'platform_info'), guide: platformGuide },
  { record: iommuRecord, guide: iommuGuide },
  { record: nested(iommuRecord, 'amd'), guide: amdIommuGuide },
  { record: nested(iommuRecord, 'tipvu'), guide: pvuGuide },
  { record: nested(nested(systemRecord, 'platform_info'), 'x86'), guide: x86Guide },
  { record: nested(nested(systemRecord, 'platform_info'), 'arm'), guide: armGuide },
];

const cpuSetGuide: FieldGuide = {
  meaning: 'The CPUs of the cell: bit n of byte m is CPU 8 m + n.',
  rules: [
    'The root cell names exactly the CPUs that are online (EINVAL).',
    'Another cell takes CPUs from the root cell; one that it does not have, or the one that creates the cell, is refused (EBUSY).',
  ],
};

/** A field as the C header has it, with what there is to say about it. */
export interface GuidedField {
  /** As the header calls it; of the model where it has another place there. */
  readonly name: string;
  readonly guide: FieldGuide;
}

/** The field that a path of the model names; a path to an element means its record. */
export function guideOfPath(steps: readonly Step[]): GuidedField | undefined {
  const [root, second, ...rest] = steps;
  if (root === 'system') {
    return second === undefined ? undefined : fieldOf(systemRecord, [second, ...rest]);
  }
  if ((root !== 'cell' && root !== 'rootCell') || second === undefined) return undefined;
  if (second === 'cpuSet') return { name: 'cpus', guide: cpuSetGuide };
  const array = cellArrays.find(({ property }) => property === second);
  if (array === undefined) return fieldOf(cellRecord, [second, ...rest]);
  const [, ...inner] = rest;
  return inner.length === 0 ? undefined : fieldOf(array.record, inner);
}

/** What there is to say about a record, by the tag that a header gives it: `struct jailhouse_memory`. */
export function guideOfRecord(tag: string): RecordGuide | undefined {
  return guides.find(({ record }) => record.tag === tag && tag !== '')?.guide;
}

/**
 * The guide to the fields of some braces: by the tag of the type, else by the
 * names of its fields, the record that has most of them.
 */
export function guideOfFields(tag: string, names: readonly string[]): RecordGuide | undefined {
  const byTag = guideOfRecord(tag);
  if (byTag !== undefined || names.length === 0) return byTag;
  const common = ({ fields }: RecordGuide): number =>
    names.filter((name) => Object.hasOwn(fields, name)).length;
  let best: RecordGuide | undefined;
  for (const { guide } of guides) {
    if (common(guide) * 2 > names.length && common(guide) > (best ? common(best) : 0)) best = guide;
  }
  return best;
}

/** Every record of the format with its guide, for tests and for pages. */
export function allGuides(): readonly {
  readonly record: StructField;
  readonly guide: RecordGuide;
}[] {
  return guides;
}

function fieldOf(record: StructField, steps: readonly Step[]): GuidedField | undefined {
  let within: StructField | undefined = record;
  let found: GuidedField | undefined;
  for (const step of steps) {
    if (typeof step === 'number') continue;
    if (within === undefined) return found;
    const guide: RecordGuide | undefined = guides.find(
      (each) => each.record.fields === within?.fields,
    )?.guide;
    const field = layoutOf(within).fields.find(({ property }) => property === step);
    const own = field && guide?.fields[field.name];
    if (field === undefined || own === undefined) return found;
    found = { name: field.name, guide: own };
    within = structIn(field.type);
  }
  return found;
}

function nested(record: StructField, name: string): StructField {
  const field = layoutOf(record).fields.find((each) => each.name === name);
  return (field && structIn(field.type)) ?? record;
}

/** The record that a field is, or has elements of. */
function structIn(type: FieldType): StructField | undefined {
  if (type.kind === 'struct') return type;
  if (type.kind === 'overlay' || type.kind === 'array') return structIn(type.of as FieldType);
  return undefined;
}
