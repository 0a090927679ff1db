// SPDX-License-Identifier: MIT
// Flags as one writes them in C, and those that have no name.
import { bitNames } from './value-names.js';

const prefixes = {
  cell: 'JAILHOUSE_CELL_',
  system: 'JAILHOUSE_SYS_',
  console: 'JAILHOUSE_CON_',
  cache: 'JAILHOUSE_CACHE_',
} as const;

type FlagField = keyof typeof prefixes;

/** `JAILHOUSE_CELL_PASSIVE_COMMREG | JAILHOUSE_CELL_AARCH32`, or `0`. */
export function flagSpelling(of: FlagField, flags: number): string {
  const names = bitNames(of, flags >>> 0);
  return names.map((name) => (isName(name) ? prefixes[of] + name : name)).join(' | ') || '0';
}

/** The bits of a value that mean nothing; 0 if there are none. */
export function unknownBits(of: FlagField, flags: number): number {
  const rest = bitNames(of, flags >>> 0).find((name) => !isName(name));
  return rest === undefined ? 0 : Number(rest);
}

function isName(text: string): boolean {
  return !text.startsWith('0x');
}
