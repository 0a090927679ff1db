// SPDX-License-Identifier: MIT
// PCI devices, I/O interrupt controllers and IOMMUs: accesses that end in a
// parked CPU, and what IOMMUs report of devices.
import { bdfOf, DEVICE, direction, hex, hexNumber } from './message.js';
import type { Message } from './message.js';

const pciMessages: readonly Message[] = [
  {
    id: 'pci-mmconfig',
    pattern: new RegExp(
      `FATAL: Invalid PCI MMCONFIG (read|write), device ${DEVICE}, reg: (?:0x)?([0-9a-f]{1,4}), size: (\\d)`,
      'i',
    ),
    read: (group) => ({
      kind: 'pci-config',
      access: direction(group(1)),
      through: 'mmconfig',
      bdf: bdfOf(group(2), group(3), group(4)),
      register: hexNumber(group(5)),
      size: Number(group(6)),
    }),
    isFatal: true,
  },
  {
    id: 'pci-config',
    pattern: new RegExp(
      `FATAL: Invalid PCI config (read|write), device ${DEVICE}, reg: (?:0x)?([0-9a-f]{1,4}), size: (\\d)`,
      'i',
    ),
    read: (group) => ({
      kind: 'pci-config',
      access: direction(group(1)),
      through: 'config',
      bdf: bdfOf(group(2), group(3), group(4)),
      register: hexNumber(group(5)),
      size: Number(group(6)),
    }),
    isFatal: true,
  },
  {
    id: 'pci-config-port',
    pattern: /FATAL: Invalid PCI config (read|write), port: (?:0x)?([0-9a-f]{1,4}), size: (\d)/i,
    read: (group) => ({
      kind: 'port',
      access: direction(group(1)),
      port: hexNumber(group(2)),
      size: Number(group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'pci-msix-table',
    pattern: new RegExp(
      `FATAL: Invalid PCI MSI-X (?:table/PBA|table|PBA) access, device ${DEVICE}`,
      'i',
    ),
    read: (group) => ({
      kind: 'pci-interrupt',
      why: 'msix-table',
      bdf: bdfOf(group(1), group(2), group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'pci-msi-state',
    pattern: new RegExp(`FATAL: Unsupported MSI(?:/MSI-X|-X)? state, device ${DEVICE}`, 'i'),
    read: (group) => ({
      kind: 'pci-interrupt',
      why: 'msi-state',
      bdf: bdfOf(group(1), group(2), group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'ivshmem-target',
    pattern: new RegExp(
      `FATAL: ivshmem MSI-X target outside of cell "[^"]{0,31}" device ${DEVICE}`,
      'i',
    ),
    read: (group) => ({
      kind: 'pci-interrupt',
      why: 'ivshmem-target',
      bdf: bdfOf(group(1), group(2), group(3)),
    }),
    isFatal: true,
  },
];

const ioapicMessages: readonly Message[] = [
  {
    id: 'ioapic-access',
    pattern:
      /FATAL: Invalid IOAPIC (read|write), reg: (?:0x)?([0-9a-f]{1,4}), index: (?:0x)?([0-9a-f]{1,4})/i,
    read: (group) => ({
      kind: 'ioapic',
      access: direction(group(1)),
      register: hexNumber(group(2)),
      index: hexNumber(group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'ioapic-state',
    pattern: /FATAL: Unsupported IOAPIC state, pin (\d{1,5})/i,
    read: (group) => ({ kind: 'ioapic', pin: Number(group(1)) }),
    isFatal: true,
  },
];

const iommuMessages: readonly Message[] = [
  {
    id: 'vtd-register',
    pattern: /FATAL: Unhandled DMAR unit (read|write) access, register (?:0x)?([0-9a-f]{1,4})/i,
    read: (group) => ({
      kind: 'iommu-access',
      why: 'register',
      access: direction(group(1)),
      register: hexNumber(group(2)),
    }),
    isFatal: true,
  },
  {
    id: 'vtd-queue',
    pattern: /FATAL: Invalid\/unsupported invalidation queue entry/i,
    read: () => ({ kind: 'iommu-access', why: 'queue' }),
    isFatal: true,
  },
  {
    id: 'amd-iommu-command',
    pattern:
      /FATAL: IOMMU (\d{1,3}) (?:command error|reported (?:ILLEGAL_COMMAND|COMMAND_HARDWARE)_ERROR)/i,
    read: () => ({ kind: 'iommu-access', why: 'queue' }),
    isFatal: true,
  },
  {
    id: 'vtd-event',
    pattern: /VT-d fault event reported by IOMMU (\d{1,3})/i,
    read: (group) => ({ kind: 'iommu-event', vendor: 'intel', unit: Number(group(1)) }),
  },
  {
    id: 'iommu-overflow',
    pattern: /IOMMU (\d{1,3}): Event Log overflow|VT-d fault .{0,30}overflow/i,
    read: (group) => ({
      kind: 'iommu-event',
      vendor: group(1) === '' ? 'intel' : 'amd',
      isOverflow: true,
      ...(group(1) !== '' && { unit: Number(group(1)) }),
    }),
  },
  {
    id: 'amd-iommu-event',
    pattern: /AMD IOMMU (\d{1,3}) reported event/i,
    read: (group) => ({ kind: 'iommu-event', vendor: 'amd', unit: Number(group(1)) }),
  },
];

export const deviceMessages: readonly Message[] = [
  ...pciMessages,
  ...ioapicMessages,
  ...iommuMessages,
];

/** More lines of an IOMMU's event, as fields of it. */
export const iommuEventDetails: readonly {
  readonly pattern: RegExp;
  readonly read: (group: (n: number) => string) => {
    readonly bdf?: number;
    readonly reason?: number;
    readonly info?: bigint;
    readonly type?: number;
  };
}[] = [
  {
    pattern: new RegExp(`(?:Source Identifier|DeviceId) \\(bus:dev\\.func\\): ${DEVICE}`, 'i'),
    read: (group) => ({ bdf: bdfOf(group(1), group(2), group(3)) }),
  },
  {
    pattern: /Fault Reason: (?:0x)?([0-9a-f]{1,2}) Fault Info: (?:0x)?([0-9a-f]{1,16}) Type (\d)/i,
    read: (group) => ({
      reason: hexNumber(group(1)),
      info: hex(group(2)),
      type: Number(group(3)),
    }),
  },
  {
    pattern:
      /EventCode: (?:0x)?([0-9a-f]{1,4}),? Operand 1: (?:0x)?([0-9a-f]{1,16}), Operand 2: (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({
      reason: hexNumber(group(1)),
      info: hex(group(3)),
      type: Number(hex(group(2)) & 0xffffn),
    }),
  },
];
