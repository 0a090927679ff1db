// SPDX-License-Identifier: MIT
// REFUSAL_* of hypervisor/include/cellblock/refusal.h: number, name, and what
// each says to a person. A test compares the numbers with the header's.
import { errnoName } from '../errno.js';
import type { Refusal } from '../client/engine-client.js';
import { NO_INDEX, type DebugRefusal } from './layout.js';

interface Wording {
  readonly name: string;
  /** What it is about, with the number of a region, a CPU, ... */
  readonly subject?: string;
  readonly text: string;
}

export const REFUSALS: Readonly<Record<number, Wording>> = {
  1: { name: 'REFUSAL_NOT_ROOT', text: 'only the root cell may ask for this' },
  2: { name: 'REFUSAL_CELL_LOCKED', text: 'a running cell is locked against changes' },
  3: { name: 'REFUSAL_NAME_EXISTS', text: 'a cell of this name exists already' },
  4: { name: 'REFUSAL_CONFIG_TOO_BIG', text: 'its configuration is larger than 64 KiB' },
  5: { name: 'REFUSAL_CONFIG_SIGNATURE', text: 'its configuration has no valid signature' },
  6: { name: 'REFUSAL_CONFIG_REVISION', text: 'its configuration has another revision' },
  7: { name: 'REFUSAL_CONFIG_ARCHITECTURE', text: 'its configuration is for another architecture' },
  8: { name: 'REFUSAL_CONFIG_TRUNCATED', text: 'its configuration is cut off' },
  9: { name: 'REFUSAL_CPU_SET_SIZE', text: 'its CPU set has an impossible size' },
  10: { name: 'REFUSAL_CPU_NOT_IN_ROOT', subject: 'CPU', text: 'does not belong to the root cell' },
  11: { name: 'REFUSAL_CPU_IS_CALLER', subject: 'CPU', text: 'is the one that serves the request' },
  12: { name: 'REFUSAL_CPUS_NOT_ONLINE', text: "the root cell's CPUs are not those on line" },
  13: {
    name: 'REFUSAL_REGION_HYPERVISOR',
    subject: 'memory region',
    text: "lies over the hypervisor's memory",
  },
  14: {
    name: 'REFUSAL_REGION_INTERCEPTED',
    subject: 'memory region',
    text: 'lies over a device that the hypervisor emulates',
  },
  15: {
    name: 'REFUSAL_REGION_OWNED',
    subject: 'memory region',
    text: 'is private to another cell',
  },
  16: {
    name: 'REFUSAL_REGION_UNALIGNED',
    subject: 'memory region',
    text: 'cannot be mapped by whole pages',
  },
  17: { name: 'REFUSAL_OUT_OF_MEMORY', text: "the hypervisor's page pool is exhausted" },
  18: { name: 'REFUSAL_NO_SUCH_CELL', text: 'there is no such cell' },
  19: { name: 'REFUSAL_ROOT_CELL', text: 'the root cell cannot be managed' },
  20: { name: 'REFUSAL_SHUTDOWN_DENIED', text: 'the cell denied its shutdown' },
  21: { name: 'REFUSAL_CELLS_EXIST', text: 'cells exist' },
  22: { name: 'REFUSAL_IRQCHIP', subject: 'irqchip entry', text: 'is impossible' },
  23: { name: 'REFUSAL_TOO_MANY_CELLS', text: 'there are too many cells' },
  24: { name: 'REFUSAL_UNSUPPORTED_HARDWARE', text: 'this hardware cannot be partitioned' },
  25: { name: 'REFUSAL_INTERRUPT_OWNED', subject: 'interrupt', text: 'belongs to another cell' },
  26: {
    name: 'REFUSAL_REGION_NO_MEMORY',
    subject: 'memory region',
    text: 'lies where no memory answers',
  },
};

export function refusalOf(record: DebugRefusal): Refusal {
  const range = (start: bigint, size: bigint) => (size === 0n ? undefined : { start, size });
  const first = range(record.first_start, record.first_size);
  const second = range(record.second_start, record.second_size);
  return {
    reason: REFUSALS[record.reason]?.name ?? `REFUSAL_${record.reason}`,
    errno: errnoName(record.error),
    ...(record.index === NO_INDEX ? {} : { index: record.index }),
    ...(first ? { first } : {}),
    ...(second ? { second } : {}),
  };
}

/** "memory region 2, 0x7fa00000-0x7fa0ffff, is private to another cell: 0x..." */
export function describeRefusal(refusal: Refusal): string {
  const wording = Object.values(REFUSALS).find(({ name }) => name === refusal.reason);
  const subject = wording?.subject ? `${wording.subject} ${refusal.index ?? '?'} ` : '';
  const asked = refusal.first ? `(${describeRange(refusal.first)}) ` : '';
  const held = refusal.second ? `: ${describeRange(refusal.second)}` : '';
  const text = `${subject}${asked}${wording?.text ?? 'no reason that is known'}${held}`;
  return `${text} (${refusal.reason}, ${refusal.errno})`;
}

function describeRange({ start, size }: { start: bigint; size: bigint }): string {
  return `0x${start.toString(16)}-0x${(start + size - 1n).toString(16)}`;
}
