// SPDX-License-Identifier: MIT
// What a configuration that somebody is typing means to be: its signature and
// its counts may be missing, but its struct tells them.
import type { DefinedObject } from './declare.js';
import { findMember, sizeOf } from './types.js';
import type { CType, Member } from './types.js';

/** The count in the descriptor, by the tag of the array's elements. */
const countFields: Readonly<Record<string, string>> = {
  jailhouse_memory: 'num_memory_regions',
  jailhouse_cache: 'num_cache_regions',
  jailhouse_irqchip: 'num_irqchips',
  jailhouse_pio: 'num_pio_regions',
  jailhouse_pci_device: 'num_pci_devices',
  jailhouse_pci_capability: 'num_pci_caps',
  jailhouse_stream_id: 'num_stream_ids',
};

/** Signatures of revision 14 and of those before it, by their length. */
const signatures: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  jailhouse_system: { 5: 'JHSYS', 6: 'JHSYST' },
  jailhouse_cell_desc: { 5: 'JHCLL', 6: 'JHCELL' },
};

/**
 * The bytes with signature, revision and counts as the struct and the headers
 * tell them; undefined if it is no struct that starts with a header of the
 * format.
 */
export function recoveredBytes(
  { type, buffer }: DefinedObject,
  revision: bigint | undefined,
): Uint8Array | undefined {
  const [head, ...others] = type.kind === 'record' ? (type.body?.members ?? []) : [];
  if (head?.type.kind !== 'record') return undefined;
  const texts = signatures[head.type.tag?.text ?? ''];
  if (texts === undefined) return undefined;
  const bytes = buffer.bytes.slice();
  const signature = fieldOf(head.type, 'signature', head.offset);
  const text = signature && texts[signature.size];
  if (signature === undefined || text === undefined) return undefined;
  for (let i = 0; i < text.length; i++) bytes[signature.offset + i] = text.charCodeAt(i);
  const version = fieldOf(head.type, 'revision', head.offset);
  if (version !== undefined && revision !== undefined && isZero(bytes, version)) {
    put(bytes, version, Number(revision));
  }
  const root = fieldOf(head.type, 'root_cell', head.offset);
  const descriptor = root ?? { type: head.type, offset: head.offset, size: 0 };
  for (const [name, count] of countsOf(others, bytes.length)) {
    const field = fieldOf(descriptor.type, name, descriptor.offset);
    if (field !== undefined) put(bytes, field, count);
  }
  return bytes;
}

interface Field {
  readonly type: CType;
  readonly offset: number;
  readonly size: number;
}

function fieldOf(type: CType, name: string, start: number): Field | undefined {
  const way = type.kind === 'record' ? findMember(type, name) : undefined;
  const last = way?.at(-1);
  if (way === undefined || last === undefined) return undefined;
  const offset = way.reduce((sum, member) => sum + member.offset, start);
  return { type: last.type, offset, size: sizeOf(last.type) ?? 0 };
}

/** Every count, 0 included; the CPU set is the array of numbers in front. */
function countsOf(members: readonly Member[], length: number): Map<string, number> {
  const counts = new Map(Object.values(countFields).map((name) => [name, 0]));
  counts.set('cpu_set_size', 0);
  for (const { type, offset } of members) {
    if (type.kind !== 'array') continue;
    const size = type.isFlexible ? length - offset : (sizeOf(type) ?? 0);
    const tag = type.of.kind === 'record' ? type.of.tag?.text : undefined;
    const name = tag === undefined ? undefined : countFields[tag];
    if (name !== undefined) counts.set(name, Math.floor(size / (sizeOf(type.of) ?? 1)));
    else if (type.of.kind === 'integer') counts.set('cpu_set_size', size);
  }
  return counts;
}

function isZero(bytes: Uint8Array, { offset, size }: Field): boolean {
  return bytes.subarray(offset, offset + size).every((byte) => byte === 0);
}

function put(bytes: Uint8Array, { offset, size }: Field, value: number): void {
  for (let i = 0; i < size && offset + i < bytes.length; i++) {
    bytes[offset + i] = Math.floor(value / 2 ** (8 * i)) & 0xff;
  }
}
