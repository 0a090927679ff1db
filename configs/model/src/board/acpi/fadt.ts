// SPDX-License-Identifier: MIT
// FACP: the port of the power management timer (ACPI Specification 6.4,
// section 5.2.9).
import { readLong, readNumber } from '../byte-reader.js';
import type { BoardFacts } from '../board-facts.js';

const SYSTEM_IO = 1;

export function factsOfFadt(table: Uint8Array, from: string): Partial<BoardFacts> {
  const block = readNumber(table, 76, 4) ?? 0;
  const isPort = readNumber(table, 208, 1) === SYSTEM_IO;
  const extended = isPort ? Number(readLong(table, 212) ?? 0n) : 0;
  const port = extended === 0 ? block : extended;
  return port > 0 && port < 0x10000 ? { pmTimer: { port, from } } : {};
}
