// SPDX-License-Identifier: MIT
// An array that a configuration does not have yet: a member of the struct, its
// braces, and the number in the descriptor.
import { camelCase, fieldNameOf, locate } from '@cellblock/cell-config';
import type { InsertEdit, Step } from '@cellblock/cell-config';
import { narrowestWrite } from '../image/positions.js';
import type { Member } from '../types.js';
import { isSpelled } from './edited-source.js';
import type { EditedSource } from './edited-source.js';
import { elementText } from './element-text.js';
import { addToList, designatorOf } from './set-value.js';
import { indentAt, newlineOf, unitOf } from './source-text.js';
import type { TextEdit } from './source-text.js';

interface ArrayKind {
  readonly property: string;
  readonly tag: string;
  readonly member: string;
  readonly count: string;
}

/** In the order of the file, that of the CPU set first. */
const kinds: readonly ArrayKind[] = [
  kind('memoryRegions', 'jailhouse_memory', 'mem_regions', 'num_memory_regions'),
  kind('cacheRegions', 'jailhouse_cache', 'cache_regions', 'num_cache_regions'),
  kind('irqchips', 'jailhouse_irqchip', 'irqchips', 'num_irqchips'),
  kind('pioRegions', 'jailhouse_pio', 'pio_regions', 'num_pio_regions'),
  kind('pciDevices', 'jailhouse_pci_device', 'pci_devices', 'num_pci_devices'),
  kind('pciCapabilities', 'jailhouse_pci_capability', 'pci_caps', 'num_pci_caps'),
  kind('streamIds', 'jailhouse_stream_id', 'stream_ids', 'num_stream_ids'),
];

function kind(property: string, tag: string, member: string, count: string): ArrayKind {
  return { property, tag, member, count };
}

/** Undefined if the struct is not the user's to change, or has such an array. */
export function createArray(
  source: EditedSource,
  [cell, property]: readonly Step[],
  inserted: readonly InsertEdit[],
): TextEdit[] | undefined {
  const { object, main, model } = source;
  const wanted = kinds.find((each) => each.property === property);
  const { type } = object;
  if (wanted === undefined || cell === undefined || type.kind !== 'record') return undefined;
  const members = type.body?.members ?? [];
  const before = memberBefore(members, wanted);
  const root = source.writes[0];
  const taken = members.some(({ name }) => name?.text === wanted.member);
  if (before?.name === undefined || root?.isList !== true || taken) return undefined;
  const semicolon = main.text.indexOf(';', before.name.end);
  if (!isSpelled(source, before.name, before.name) || semicolon < 0) return undefined;
  const newline = newlineOf(main.text);
  const indent = indentAt(main.text, before.name.start);
  const declaration = `${newline}${indent}struct ${wanted.tag} ${wanted.member}[${inserted.length}];`;
  const values = arrayText(source, wanted, inserted, indent);
  const elements = addToList(source, root, `.${wanted.member}`, values);
  const count = countEdit(source, locate(model, [cell, camelCase(wanted.count)]), {
    steps: [cell, camelCase(wanted.count)],
    value: source.macros.has('ARRAY_SIZE')
      ? `ARRAY_SIZE(${object.name}.${wanted.member})`
      : String(inserted.length),
  });
  if (elements === undefined || count === undefined) return undefined;
  return [{ start: semicolon + 1, end: semicolon + 1, newText: declaration }, elements, count];
}

/** The last member that comes in front of the array in the file. */
function memberBefore(members: readonly Member[], wanted: ArrayKind): Member | undefined {
  const later = kinds.slice(kinds.indexOf(wanted) + 1).map(({ tag }) => tag);
  const isLater = ({ type }: Member): boolean =>
    type.kind === 'array' && type.of.kind === 'record' && later.includes(type.of.tag?.text ?? '');
  const first = members.findIndex(isLater);
  return members.at(first < 0 ? -1 : first - 1);
}

function arrayText(
  source: EditedSource,
  { property, tag }: ArrayKind,
  inserted: readonly InsertEdit[],
  indent: string,
): string {
  const newline = newlineOf(source.main.text);
  const outer = indent === '' ? unitOf('') : indent;
  const nameOf = (field: string): string | undefined => fieldNameOf(property, field);
  const elements = inserted.map(
    (edit) => `${elementText(source, { tag, nameOf }, edit)(outer + unitOf(outer))},`,
  );
  return ['{', ...elements, `${outer}}`].join(newline);
}

function countEdit(
  source: EditedSource,
  bytes: ReturnType<typeof locate>,
  { steps, value }: { readonly steps: readonly Step[]; readonly value: string },
): TextEdit | undefined {
  const list = bytes && narrowestWrite(source.writes, bytes);
  if (bytes === undefined || list === undefined) return undefined;
  if (!list.isList) return undefined;
  const designator = designatorOf(list, steps, bytes);
  return designator === undefined ? undefined : addToList(source, list, designator, value);
}
