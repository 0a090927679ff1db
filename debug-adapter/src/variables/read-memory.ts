// SPDX-License-Identifier: MIT
// Memory by the references that frames and variables carry: a space, then an
// address in it.
import type { MemorySpace, Target } from '@cellblock/targets';
import { expressionWrong, memoryUnreadable } from '../failures.js';

export interface MemoryPiece {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** How many of the bytes wanted could not be read. */
  readonly unreadable: number;
}

const PAGE = 4096n;
const MOST_BYTES = 1 << 20;

export async function readReferencedMemory(
  target: Target,
  reference: string,
  offset: number,
  count: number,
): Promise<MemoryPiece> {
  const place = parseReference(reference);
  if (!place) throw expressionWrong(reference, 'it is no memory reference of this session');
  const address = BigInt.asUintN(64, place.address + BigInt(offset));
  const wanted = Math.max(0, Math.min(count, MOST_BYTES));
  const bytes = new Uint8Array(wanted);
  let read = 0;
  while (read < wanted) {
    const at = address + BigInt(read);
    // Pages are mapped one by one: what can be read ends at the edge of one.
    const length = Math.min(wanted - read, Number(PAGE - (at % PAGE)));
    try {
      bytes.set(await target.readMemory(place.space, at, length), read);
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      if (read === 0) throw memoryUnreadable(at, why);
      break;
    }
    read += length;
  }
  return { address, bytes: bytes.subarray(0, read), unreadable: count - read };
}

export function parseReference(text: string): { space: MemorySpace; address: bigint } | undefined {
  const match = /^(physical|(current|guest):(\d{1,4}))\/(0x[0-9a-f]{1,16})$/.exec(text);
  if (!match) return undefined;
  const [, , kind, cpu, address = '0'] = match;
  const space: MemorySpace =
    kind === 'current' || kind === 'guest' ? { kind, cpu: Number(cpu) } : { kind: 'physical' };
  return { space, address: BigInt(address) };
}
