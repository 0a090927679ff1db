// SPDX-License-Identifier: MIT
// The named numbers of the configuration format that the model itself needs.
// A test compares them with the macros of the C headers.

export const configRevision = 14;

export const cellSignature = 'JHCLL';
export const systemSignature = 'JHSYS';

export const architectures = { X86: 0, ARM: 1, ARM64: 2 } as const;

/** JAILHOUSE_MEM_*, by the rest of the macro's name, in the order of bits. */
export const memoryFlags = {
  READ: 0x1n,
  WRITE: 0x2n,
  EXECUTE: 0x4n,
  DMA: 0x8n,
  IO: 0x10n,
  COMM_REGION: 0x20n,
  LOADABLE: 0x40n,
  ROOTSHARED: 0x80n,
  NO_HUGEPAGES: 0x100n,
  IO_UNALIGNED: 0x8000n,
  IO_8: 0x10000n,
  IO_16: 0x20000n,
  IO_32: 0x40000n,
  IO_64: 0x80000n,
} as const;

export type MemoryFlag = keyof typeof memoryFlags;

/** JAILHOUSE_PCI_TYPE_*. */
export const pciTypes = { DEVICE: 1, BRIDGE: 2, IVSHMEM: 3 } as const;

/** JAILHOUSE_IOMMU_*. */
export const iommuTypes = { AMD: 1, INTEL: 2, SMMUV3: 3, PVU: 4, ARM_MMU500: 5 } as const;

/** JAILHOUSE_CON_TYPE_*. */
export const consoleTypes = {
  NONE: 0,
  EFIFB: 1,
  '8250': 2,
  PL011: 3,
  XUARTPS: 4,
  MVEBU: 5,
  HSCIF: 6,
  SCIFA: 7,
  IMX: 8,
  IMX_LPUART: 9,
  SCIF: 10,
} as const;

export const pageSize = 0x1000n;
