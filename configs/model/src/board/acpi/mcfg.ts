// SPDX-License-Identifier: MIT
// MCFG: where PCI configuration space is mapped (PCI Firmware Specification
// 3.2, section 4.1.2).
import { readLong, readNumber } from '../byte-reader.js';
import type { BoardFacts, PciHostFact } from '../board-facts.js';

export function factsOfMcfg(table: Uint8Array, from: string): Partial<BoardFacts> {
  const pciHosts: PciHostFact[] = [];
  for (let offset = 44; offset + 16 <= table.length; offset += 16) {
    const base = readLong(table, offset) ?? 0n;
    const firstBus = readNumber(table, offset + 10, 1) ?? 0;
    const lastBus = readNumber(table, offset + 11, 1) ?? 0;
    const size = BigInt(Math.max(0, lastBus - firstBus + 1)) << 20n;
    // The table's address is that of bus 0, whichever bus is the first.
    const start = base + (BigInt(firstBus) << 20n);
    const domain = readNumber(table, offset + 8, 2) ?? 0;
    pciHosts.push({ configSpace: { start, end: start + size }, domain, firstBus, lastBus, from });
  }
  return { pciHosts };
}
