// SPDX-License-Identifier: MIT
// One message of the catalogue: how its line is recognised and what it tells.
// Patterns are not anchored, because consoles put times and names in front.
import type { Fault } from '../fault.js';

/** The groups of a match; a group that took no part is an empty string. */
export type Groups = (group: number) => string;

export interface Message {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly pattern: RegExp;
  readonly read: (groups: Groups) => Fault;
  /** Ends in a parked or stopped CPU: registers and more words of it follow. */
  readonly isFatal?: true;
}

/** Hexadecimal with or without 0x; no digits are 0. */
export function hex(digits: string): bigint {
  const bare = digits.replace(/^0x/i, '');
  return /^[0-9a-f]+$/i.test(bare) ? BigInt(`0x${bare}`) : 0n;
}

export function hexNumber(digits: string): number {
  return Number(hex(digits));
}

/** `00:1f.3` as three groups, all hexadecimal. */
export function bdfOf(bus: string, device: string, fn: string): number {
  return ((hexNumber(bus) & 0xff) << 8) | ((hexNumber(device) & 0x1f) << 3) | (hexNumber(fn) & 0x7);
}

/** Three groups of a device's address. */
export const DEVICE = '([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])';

export function direction(word: string): 'read' | 'write' {
  return /^(write|out)/i.test(word) ? 'write' : 'read';
}
