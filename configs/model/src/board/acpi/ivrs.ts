// SPDX-License-Identifier: MIT
// IVRS: AMD's IOMMUs and what each covers (AMD I/O Virtualization Technology
// Specification 3.06, section 5.2).
import { readLong, readNumber } from '../byte-reader.js';
import type { BoardFacts, IoapicFact, IommuFact, PciScope } from '../board-facts.js';

/** Blocks that describe an IOMMU; later types repeat the first with more in them. */
const blockTypes = [0x10, 0x11, 0x40] as const;

const devices = { all: 1, select: 2, rangeStart: 3, rangeEnd: 4, special: 72 } as const;

const IOAPIC = 1;

export function factsOfIvrs(table: Uint8Array, from: string): Partial<BoardFacts> {
  const iommus: IommuFact[] = [];
  const ioapics: IoapicFact[] = [];
  for (const block of blocksOf(table)) {
    const base = readLong(block, 8) ?? 0n;
    if (iommus.some((known) => known.base === base)) continue;
    const entries = devicesIn(block);
    ioapics.push(...ioapicsIn(entries, iommus.length, from));
    iommus.push({
      kind: 'amd',
      base,
      domain: readNumber(block, 16, 2) ?? 0,
      scopes: scopesIn(entries),
      coversRest: entries.some(({ type }) => type === devices.all),
      from,
    });
  }
  return { iommus, ioapics };
}

function blocksOf(table: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let offset = 48; ;) {
    const length = readNumber(table, offset + 2, 2);
    if (length === undefined || length < 4) return found;
    const type = table[offset];
    const isIommu = blockTypes.some((known) => known === type);
    if (isIommu && length >= 24) found.push(table.subarray(offset, offset + length));
    offset += length;
  }
}

interface DeviceEntry {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** The upper two bits of an entry's type tell its length: 4 bytes, 8, 16 or 32. */
function devicesIn(block: Uint8Array): DeviceEntry[] {
  const found: DeviceEntry[] = [];
  for (let offset = block[0] === 0x10 ? 24 : 40; ;) {
    const type = readNumber(block, offset, 1);
    if (type === undefined) return found;
    // ACPI HID entries have a name of their own length behind 22 bytes.
    const length = type === 240 ? 22 + (block[offset + 21] ?? 0) : 4 << (type >> 6);
    found.push({ type, bytes: block.subarray(offset, offset + length) });
    offset += length;
  }
}

function scopesIn(entries: readonly DeviceEntry[]): PciScope[] {
  const found: PciScope[] = [];
  let firstBdf: number | undefined;
  for (const { type, bytes } of entries) {
    const bdf = readNumber(bytes, 1, 2) ?? 0;
    if (type === devices.select) found.push({ firstBdf: bdf, lastBdf: bdf });
    if (type === devices.rangeStart) firstBdf = bdf;
    if (type === devices.rangeEnd && firstBdf !== undefined) {
      found.push({ firstBdf, lastBdf: bdf });
      firstBdf = undefined;
    }
  }
  return found;
}

function ioapicsIn(entries: readonly DeviceEntry[], iommu: number, from: string): IoapicFact[] {
  return entries.flatMap(({ type, bytes }) => {
    if (type !== devices.special || bytes[7] !== IOAPIC) return [];
    const bdf = readNumber(bytes, 5, 2) ?? 0;
    return { id: bytes[4] ?? 0, address: 0n, requester: { bdf, iommu }, from };
  });
}
