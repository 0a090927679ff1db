// SPDX-License-Identifier: MIT
// ACPI tables: the bytes of /sys/firmware/acpi/tables/*, one or several in a
// file, or the text of acpidump (ACPI Specification 6.4, section 5.2.6).
import { damaged } from '../board-problem.js';
import type { BoardProblem } from '../board-problem.js';
import { readNumber, readText } from '../byte-reader.js';
import { noFacts } from '../board-facts.js';
import type { BoardFacts } from '../board-facts.js';
import { mergeFacts } from '../board-facts.js';
import type { FactsRead } from '../iomem.js';
import { factsOfDmar } from './dmar.js';
import { factsOfFadt } from './fadt.js';
import { factsOfIvrs } from './ivrs.js';
import { factsOfMadt } from './madt.js';
import { factsOfMcfg } from './mcfg.js';

type TableReader = (table: Uint8Array, from: string) => Partial<BoardFacts>;

const readers: Readonly<Record<string, TableReader>> = {
  APIC: factsOfMadt,
  DMAR: factsOfDmar,
  FACP: factsOfFadt,
  IVRS: factsOfIvrs,
  MCFG: factsOfMcfg,
};

const headerSize = 36;

/** Tables whose names nobody else uses at the start of a file. */
export function isAcpiTable(bytes: Uint8Array): boolean {
  const signature = readText(bytes, 0, 4);
  const length = readNumber(bytes, 4, 4) ?? 0;
  return /^[A-Z][A-Z0-9_]{3}$/.test(signature) && length >= headerSize && length < 1 << 24;
}

export function factsOfAcpi(bytes: Uint8Array, from: string): FactsRead {
  const found: BoardFacts[] = [];
  const problems: BoardProblem[] = [];
  const ignored: string[] = [];
  for (let offset = 0; offset + 8 <= bytes.length;) {
    const signature = readText(bytes, offset, offset + 4);
    const length = readNumber(bytes, offset + 4, 4) ?? 0;
    if (!/^[A-Z][A-Z0-9_]{3}$/.test(signature) || length < headerSize) {
      problems.push(damaged(`No table starts at byte ${offset}; what follows is not read.`));
      break;
    }
    const table = bytes.subarray(offset, offset + length);
    if (table.length < length) {
      problems.push(
        damaged(`Table ${signature} is cut off: it has ${table.length} bytes of ${length}.`),
      );
    } else if (table.reduce((sum, byte) => (sum + byte) & 0xff, 0) !== 0) {
      problems.push(damaged(`The checksum of table ${signature} is wrong.`));
    }
    const reader = readers[signature];
    if (reader === undefined) ignored.push(signature);
    else found.push({ ...noFacts, ...reader(table, from) });
    offset += length;
  }
  const facts = { ...mergeFacts(found), files: [from] };
  if (found.length === 0 && problems.length === 0) {
    const names = Object.keys(readers).join(', ');
    problems.push(
      damaged(`Nothing is known from ${ignored.join(', ')}; tables of use are ${names}.`),
    );
  }
  return { facts, problems };
}

/** The bytes in acpidump's text: `APIC @ 0x...` and rows of `0000: 41 50 ...`. */
export function bytesOfAcpidump(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const row of text.split(/\r?\n/)) {
    const found = /^\s*[0-9a-fA-F]{4,8}:((?:\s[0-9a-fA-F]{2}){1,16})(?:\s|$)/.exec(row);
    for (const digits of found?.[1]?.trim().split(/\s+/) ?? []) bytes.push(parseInt(digits, 16));
  }
  return Uint8Array.from(bytes);
}

export const acpidumpLine = /^\s*([A-Z][A-Z0-9_]{3}) @ 0x[0-9a-fA-F]+\s*$/m;
