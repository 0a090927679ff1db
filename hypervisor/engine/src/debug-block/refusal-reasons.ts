// SPDX-License-Identifier: MIT
// The last refusal that the hypervisor published, by its name and in words,
// which are the model's.
import { refusals } from '@cellblock/cell-config';
import { errnoName } from '../errno.js';
import type { Refusal } from '../client/engine-client.js';
import { NO_INDEX, type DebugRefusal } from './layout.js';

export function refusalOf(record: DebugRefusal): Refusal {
  const range = (start: bigint, size: bigint) => (size === 0n ? undefined : { start, size });
  const first = range(record.first_start, record.first_size);
  const second = range(record.second_start, record.second_size);
  return {
    reason: nameOf(record.reason),
    errno: errnoName(record.error),
    ...(record.index === NO_INDEX ? {} : { index: record.index }),
    ...(first ? { first } : {}),
    ...(second ? { second } : {}),
  };
}

function nameOf(reason: number): string {
  const found = Object.entries(refusals).find(([, { number }]) => number === reason);
  return found?.[0] ?? `REFUSAL_${reason}`;
}

/** "memory region 2, 0x7fa00000-0x7fa0ffff, is private to another cell: 0x..." */
export function describeRefusal(refusal: Refusal): string {
  const wording = refusals[refusal.reason];
  const subject = wording?.subject ? `${wording.subject} ${refusal.index ?? '?'} ` : '';
  const asked = refusal.first ? `(${describeRange(refusal.first)}) ` : '';
  const held = refusal.second ? `: ${describeRange(refusal.second)}` : '';
  const text = `${subject}${asked}${wording?.text ?? 'no reason that is known'}${held}`;
  return `${text} (${refusal.reason}, ${refusal.errno})`;
}

function describeRange({ start, size }: { start: bigint; size: bigint }): string {
  return `0x${start.toString(16)}-0x${(start + size - 1n).toString(16)}`;
}
