// SPDX-License-Identifier: MIT
// DMAR: Intel's IOMMUs and what each covers (Intel VT-d Architecture
// Specification 3.3, chapter 8).
import { readLong, readNumber } from '../byte-reader.js';
import type { BoardFacts, DmaRangeFact, IoapicFact, IommuFact, PciScope } from '../board-facts.js';
import { entriesOf } from './entries.js';

const DRHD = 0;
const RMRR = 1;
const INCLUDE_ALL = 1;

const scopes = { endpoint: 1, bridge: 2, ioapic: 3 } as const;

export function factsOfDmar(table: Uint8Array, from: string): Partial<BoardFacts> {
  const iommus: IommuFact[] = [];
  const ioapics: IoapicFact[] = [];
  const dmaRanges: DmaRangeFact[] = [];
  for (const { type, bytes } of entriesOf(table, 48, 2)) {
    const domain = readNumber(bytes, 6, 2) ?? 0;
    if (type === DRHD) {
      const devices = devicesIn(bytes, 16);
      const coversRest = ((bytes[4] ?? 0) & INCLUDE_ALL) !== 0;
      for (const { kind, id, bdf } of devices) {
        if (kind !== scopes.ioapic) continue;
        ioapics.push({ id, address: 0n, requester: { bdf, iommu: iommus.length }, from });
      }
      iommus.push({
        kind: 'intel',
        base: readLong(bytes, 8) ?? 0n,
        domain,
        scopes: devices.flatMap(scopeOf),
        coversRest,
        from,
      });
    } else if (type === RMRR) {
      const start = readLong(bytes, 8) ?? 0n;
      const end = (readLong(bytes, 16) ?? 0n) + 1n;
      const bdfs = devicesIn(bytes, 24).map(({ bdf }) => bdf);
      if (end > start) dmaRanges.push({ start, end, bdfs, from });
    }
  }
  return { iommus, ioapics, dmaRanges };
}

interface ScopedDevice {
  readonly kind: number;
  readonly id: number;
  readonly bdf: number;
  /** Whether it lies on the bus of its entry, not behind bridges of unknown numbers. */
  readonly isDirect: boolean;
}

function devicesIn(entry: Uint8Array, from: number): ScopedDevice[] {
  return entriesOf(entry, from, 1).map(({ type, bytes }) => {
    const bus = bytes[5] ?? 0;
    const bdf = (bus << 8) | (((bytes[6] ?? 0) & 0x1f) << 3) | ((bytes[7] ?? 0) & 7);
    return { kind: type, id: bytes[4] ?? 0, bdf, isDirect: bytes.length <= 8 };
  });
}

/** Which functions an entry is known to cover: a bridge itself, not what lies behind it. */
function scopeOf({ kind, bdf, isDirect }: ScopedDevice): PciScope[] {
  const isFunction = kind === scopes.endpoint || kind === scopes.bridge;
  return isFunction && isDirect ? [{ firstBdf: bdf, lastBdf: bdf }] : [];
}
