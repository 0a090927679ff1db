// SPDX-License-Identifier: MIT
// What the numbers in configurations are called: the macros of the C headers,
// without the part that all macros of a table have in common. A test compares
// the tables with the headers.
import { architectures, consoleTypes, iommuTypes, memoryFlags, pciTypes } from './constants.js';

type NameTable = Readonly<Record<string, number | bigint>>;

/** JAILHOUSE_CELL_*. */
export const cellFlags = {
  PASSIVE_COMMREG: 0x1,
  TEST_DEVICE: 0x2,
  AARCH32: 0x4,
  VIRTUAL_CONSOLE_PERMITTED: 0x40000000,
  VIRTUAL_CONSOLE_ACTIVE: 0x80000000,
} as const;

/** JAILHOUSE_SYS_*. */
export const systemFlags = { VIRTUAL_DEBUG_CONSOLE: 0x1 } as const;

/** JAILHOUSE_CON_*; the bits that are clear mean port I/O and registers side by side. */
export const consoleFlags = {
  ACCESS_MMIO: 0x1,
  REGDIST_4: 0x2,
  FB_1920x1080: 0x4,
  INVERTED_GATE: 0x1000,
  MDR_QUIRK: 0x2000,
} as const;

/** JAILHOUSE_CACHE_*. */
export const cacheTypes = { L3_CODE: 1, L3_DATA: 2, L3: 3 } as const;

/** JAILHOUSE_CACHE_*. */
export const cacheFlags = { ROOTSHARED: 0x1 } as const;

/** JAILHOUSE_APIC_MODE_*. */
export const apicModes = { AUTO: 0, XAPIC: 1, X2APIC: 2 } as const;

/** JAILHOUSE_SHMEM_PROTO_*; those of virtio carry the number of a device type below. */
export const shmemProtocols = {
  UNDEFINED: 0,
  VETH: 1,
  CUSTOM: 0x4000,
  VIRTIO_FRONT: 0x8000,
  VIRTIO_BACK: 0xc000,
} as const;

/** JAILHOUSE_PCICAPS_*. */
export const pciCapabilityFlags = { WRITE: 0x1 } as const;

/** Set in the id of a capability of PCI Express: JAILHOUSE_PCI_EXT_CAP. */
export const extendedCapability = 0x8000;

/** PCI_CAP_ID_*. */
export const pciCapabilityIds = {
  PM: 0x01,
  VPD: 0x03,
  MSI: 0x05,
  HT: 0x08,
  VNDR: 0x09,
  DBG: 0x0a,
  SSVID: 0x0d,
  SECDEV: 0x0f,
  EXP: 0x10,
  MSIX: 0x11,
  SATA: 0x12,
  AF: 0x13,
} as const;

/** PCI_EXT_CAP_ID_*, without the bit that marks them in a configuration. */
export const pciExtendedCapabilityIds = {
  ERR: 0x01,
  VC: 0x02,
  DSN: 0x03,
  PWR: 0x04,
  RCLD: 0x05,
  RCILC: 0x06,
  RCEC: 0x07,
  MFVC: 0x08,
  VC9: 0x09,
  RCRB: 0x0a,
  VNDR: 0x0b,
  CAC: 0x0c,
  ACS: 0x0d,
  ARI: 0x0e,
  ATS: 0x0f,
  SRIOV: 0x10,
  MRIOV: 0x11,
  MCAST: 0x12,
  PRI: 0x13,
  AMD_XXX: 0x14,
  REBAR: 0x15,
  DPA: 0x16,
  TPH: 0x17,
  LTR: 0x18,
  SECPCI: 0x19,
  PMUX: 0x1a,
  PASID: 0x1b,
  DPC: 0x1d,
  L1SS: 0x1e,
  PTM: 0x1f,
} as const;

const tables = {
  architecture: architectures,
  apicMode: apicModes,
  cacheType: cacheTypes,
  consoleType: consoleTypes,
  iommuType: iommuTypes,
  pciType: pciTypes,
} satisfies Readonly<Record<string, NameTable>>;

const flagTables = {
  cache: cacheFlags,
  cell: cellFlags,
  console: consoleFlags,
  memory: memoryFlags,
  pciCapability: pciCapabilityFlags,
  system: systemFlags,
} satisfies Readonly<Record<string, NameTable>>;

/** The name of a value; the number itself if it has none. */
export function valueName(of: keyof typeof tables, value: number): string {
  return nameIn(tables[of], value) ?? String(value);
}

/** Names of the bits that are set; what has no name comes last, as one number. */
export function bitNames(of: keyof typeof flagTables, flags: bigint | number): string[] {
  let rest = BigInt(flags);
  const names: string[] = [];
  for (const [name, bit] of Object.entries<number | bigint>(flagTables[of])) {
    if ((rest & BigInt(bit)) === 0n) continue;
    names.push(name);
    rest &= ~BigInt(bit);
  }
  if (rest !== 0n) names.push(`0x${rest.toString(16)}`);
  return names;
}

/** `MSIX` or, of PCI Express, `EXT ACS`; a number in hexadecimal if it has no name. */
export function capabilityName(id: number): string {
  const isExtended = (id & extendedCapability) !== 0;
  const number = id & ~extendedCapability;
  const name = nameIn(isExtended ? pciExtendedCapabilityIds : pciCapabilityIds, number);
  return `${isExtended ? 'EXT ' : ''}${name ?? `0x${number.toString(16)}`}`;
}

const virtioDevices: Readonly<Record<number, string>> = { 1: 'NET', 2: 'BLOCK', 3: 'CONSOLE' };

/** `VETH`, `VIRTIO_FRONT NET`, `CUSTOM + 3`. */
export function protocolName(protocol: number): string {
  const { VIRTIO_FRONT, VIRTIO_BACK, CUSTOM } = shmemProtocols;
  const named = nameIn(shmemProtocols, protocol);
  if (named !== undefined) return named;
  const base = [VIRTIO_BACK, VIRTIO_FRONT, CUSTOM].find((each) => (protocol & 0xc000) === each);
  if (base === undefined) return `0x${protocol.toString(16)}`;
  const number = protocol - base;
  const device = base === CUSTOM ? undefined : virtioDevices[number];
  return `${nameIn(shmemProtocols, base) ?? ''} ${device ?? `+ ${number}`}`;
}

function nameIn(table: NameTable, value: number): string | undefined {
  return Object.entries(table).find(([, known]) => Number(known) === value)?.[0];
}
