// SPDX-License-Identifier: MIT
// Capabilities in the bytes of a PCI function's configuration space (PCI
// Local Bus Specification 3.0, sections 6.7 and 6.8; PCI Express Base 3.0,
// section 7.9.2 for the extended ones).
import { readNumber } from './byte-reader.js';
import type { PciCapabilityFact, PciFunctionFact } from './board-facts.js';

const MSI = 5;
const MSIX = 0x11;

type Found = Pick<PciFunctionFact, 'msi' | 'msix'> & {
  readonly capabilities: readonly PciCapabilityFact[];
};

export function capabilitiesIn(bytes: Uint8Array): Found {
  const capabilities = [...standard(bytes), ...extended(bytes)];
  const startOf = (id: number): number | undefined =>
    capabilities.find((each) => !each.isExtended && each.id === id)?.start;
  const msi = startOf(MSI);
  const msix = startOf(MSIX);
  return {
    capabilities,
    ...(msi !== undefined && { msi: msiAt(bytes, msi) }),
    ...(msix !== undefined && { msix: msixAt(bytes, msix) }),
  };
}

/** A chain of one-byte links from 0x34, if the status says that there is one. */
function standard(bytes: Uint8Array): PciCapabilityFact[] {
  const hasList = ((readNumber(bytes, 6, 2) ?? 0) & 0x10) !== 0;
  const found = new Map<number, PciCapabilityFact>();
  let start = hasList ? (bytes[0x34] ?? 0) & 0xfc : 0;
  while (start >= 0x40 && !found.has(start)) {
    found.set(start, { id: bytes[start] ?? 0, isExtended: false, start });
    start = (bytes[start + 1] ?? 0) & 0xfc;
  }
  return [...found.values()];
}

function extended(bytes: Uint8Array): PciCapabilityFact[] {
  const found = new Map<number, PciCapabilityFact>();
  let start = 0x100;
  while (start >= 0x100 && !found.has(start)) {
    const header = readNumber(bytes, start, 4);
    if (header === undefined || header === 0 || header === 0xffffffff) break;
    found.set(start, { id: header & 0xffff, isExtended: true, start });
    start = (header >>> 20) & 0xffc;
  }
  return [...found.values()];
}

function msiAt(bytes: Uint8Array, start: number): PciFunctionFact['msi'] {
  const control = readNumber(bytes, start + 2, 2) ?? 0;
  return {
    vectors: 1 << Math.min((control >> 1) & 7, 5),
    is64Bit: (control & 0x80) !== 0,
    isMaskable: (control & 0x100) !== 0,
  };
}

function msixAt(bytes: Uint8Array, start: number): PciFunctionFact['msix'] {
  const control = readNumber(bytes, start + 2, 2) ?? 0;
  const table = readNumber(bytes, start + 4, 4) ?? 0;
  return {
    vectors: (control & 0x7ff) + 1,
    tableBar: table & 7,
    tableOffset: table - (table & 7),
  };
}
