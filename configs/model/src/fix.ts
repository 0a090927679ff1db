// SPDX-License-Identifier: MIT
// The parts that fixes are made of.
import { bitNames } from './value-names.js';
import type { InsertEdit, ModelPath, RemoveEdit, SetEdit } from './problem.js';

export function setValue(at: ModelPath, value: bigint | string, spelling?: string): SetEdit {
  return { kind: 'set', at, value, ...(spelling !== undefined && { spelling }) };
}

/** Flags of a memory region, by their names. */
export function setMemoryFlags(at: ModelPath, flags: bigint): SetEdit {
  return setValue(at, flags, memoryFlagsText(flags));
}

export function removeElement(at: ModelPath): RemoveEdit {
  return { kind: 'remove', at };
}

/** An element of an array of records; a text among `fields` is C. */
export function insertElement(
  into: ModelPath,
  index: number,
  fields: InsertEdit['fields'],
  comment?: string,
): InsertEdit {
  return { kind: 'insert', into, index, fields, ...(comment !== undefined && { comment }) };
}

/** `JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE`, as one writes it in C. */
export function memoryFlagsText(flags: bigint): string {
  if (flags === 0n) return '0';
  return bitNames('memory', flags)
    .map((name) => (name.startsWith('0x') ? name : `JAILHOUSE_MEM_${name}`))
    .join(' | ');
}
