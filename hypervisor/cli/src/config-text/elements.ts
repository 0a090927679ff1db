// SPDX-License-Identifier: MIT
// Elements of a cell's arrays as rows of a table; the same words stand in
// lists of differences.
import { bitNames, capabilityName, protocolName, valueName } from '@cellblock/cell-config';
import type {
  CacheRegion,
  Cell,
  Irqchip,
  MemoryRegion,
  PciCapability,
  PciDevice,
  PioRegion,
  StreamId,
} from '@cellblock/cell-config';
import { flagsText, hex, listText, pciAddress, pinsOf, rangeText, sizeText } from './values.js';

export interface ArrayText<Element> {
  /** As C sources call the array. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** Columns of numbers, aligned to the right. */
  readonly right?: readonly string[];
  readonly row: (element: Element) => readonly string[];
}

export const memoryText: ArrayText<MemoryRegion> = {
  name: 'mem_regions',
  title: 'Memory regions',
  columns: ['physical', 'virtual', 'size', 'flags'],
  right: ['size'],
  row: ({ physStart, virtStart, size, flags }) => {
    if (size === 0n && physStart === 0n && virtStart === 0n) {
      return ['(place holder)', '', '', bitNames('memory', flags).join(' ')];
    }
    const isComm = bitNames('memory', flags).includes('COMM_REGION');
    const isIdentity = physStart === virtStart;
    return [
      isComm && physStart === 0n ? "(the hypervisor's)" : rangeText(physStart, size),
      isIdentity ? 'same' : rangeText(virtStart, size),
      sizeText(size),
      flagsText('memory', flags),
    ];
  },
};

const cacheText: ArrayText<CacheRegion> = {
  name: 'cache_regions',
  title: 'Cache regions',
  columns: ['ways', 'type', 'flags'],
  row: ({ start, size, type, flags }) => [
    size === 0 ? 'none' : listText(Array.from({ length: Math.min(size, 64) }, (_, i) => start + i)),
    valueName('cacheType', type),
    flagsText('cache', flags),
  ],
};

const irqchipText: ArrayText<Irqchip> = {
  name: 'irqchips',
  title: 'Interrupts',
  columns: ['controller', 'id', 'pins from', 'interrupts'],
  right: ['pins from'],
  row: (chip) => [hex(chip.address), hex(chip.id), `${chip.pinBase}`, listText(pinsOf(chip))],
};

const pioText: ArrayText<PioRegion> = {
  name: 'pio_regions',
  title: 'I/O ports',
  columns: ['ports', 'length'],
  right: ['length'],
  row: ({ base, length }) => [rangeText(BigInt(base), BigInt(length)), `${length}`],
};

const pciDeviceText: ArrayText<PciDevice> = {
  name: 'pci_devices',
  title: 'PCI devices',
  columns: ['address', 'type', 'IOMMU', 'MSI', 'MSI-X'],
  row: (device) => [
    pciAddress(device.domain, device.bdf),
    valueName('pciType', device.type),
    `${device.iommu}`,
    msiText(device),
    msixText(device),
  ],
};

const pciCapabilityText: ArrayText<PciCapability> = {
  name: 'pci_caps',
  title: 'PCI capabilities',
  columns: ['id', 'bytes', 'length', 'flags', 'of devices'],
  right: ['length'],
  row: ({ id, start, len, flags }) => [
    capabilityName(id),
    rangeText(BigInt(start), BigInt(len)),
    `${len}`,
    flagsText('pciCapability', flags),
  ],
};

const streamIdText: ArrayText<StreamId> = {
  name: 'stream_ids',
  title: 'Stream ids',
  columns: ['id', 'SMMUv2 id and mask'],
  row: ({ id, mmu500 }) => [hex(id), `${hex(mmu500.id)} ${hex(mmu500.maskOut)}`],
};

/** By the property of the cell. */
export const arrayTexts = {
  memoryRegions: memoryText,
  cacheRegions: cacheText,
  irqchips: irqchipText,
  pioRegions: pioText,
  pciDevices: pciDeviceText,
  pciCapabilities: pciCapabilityText,
  streamIds: streamIdText,
} as const;

export type ArrayProperty = keyof typeof arrayTexts;

export function isArrayProperty(name: unknown): name is ArrayProperty {
  return typeof name === 'string' && name in arrayTexts;
}

/** An element of any array, a column each. */
export function rowOf(property: ArrayProperty, element: unknown): readonly string[] {
  return (arrayTexts[property] as ArrayText<unknown>).row(element);
}

/** What has no room in a device's row: registers, capabilities, an ivshmem device's memory. */
export function deviceDetails(device: PciDevice, cell: Cell): string[] {
  const isShared = valueName('pciType', device.type) === 'IVSHMEM';
  return [
    ...masksText(device.barMask),
    ...capabilitiesText(device, cell),
    ...(isShared ? [sharedMemoryText(device)] : []),
  ];
}

/** The regions, the peer that the device is, and what is spoken. */
function sharedMemoryText(device: PciDevice): string {
  const { shmemRegionsStart: first, shmemPeers: peers, shmemDevId: id } = device;
  const last = first + 2 + Math.max(peers, 1) - 1;
  return (
    `shared memory: mem_regions ${first}-${last}, ` +
    `peer ${id} of ${peers}, protocol ${protocolName(device.shmemProtocol)}`
  );
}

function msiText({ numMsiVectors, msi64bits, msiMaskable }: PciDevice): string {
  if (numMsiVectors === 0) return '-';
  return [
    `${numMsiVectors}`,
    ...(msi64bits ? ['64-bit'] : []),
    ...(msiMaskable ? ['maskable'] : []),
  ].join(' ');
}

function msixText({ numMsixVectors, msixRegionSize, msixAddress }: PciDevice): string {
  if (numMsixVectors === 0) return '-';
  if (msixAddress === 0n && msixRegionSize === 0) return `${numMsixVectors}`;
  return `${numMsixVectors} at ${rangeText(msixAddress, BigInt(msixRegionSize))}`;
}

function capabilitiesText({ capsStart, numCaps }: PciDevice, cell: Cell): string[] {
  if (numCaps === 0) return [];
  const names = cell.pciCapabilities.slice(capsStart, capsStart + numCaps);
  const range = numCaps === 1 ? `${capsStart}` : `${capsStart}-${capsStart + numCaps - 1}`;
  return [`capabilities ${range}: ${names.map(({ id }) => capabilityName(id)).join(', ')}`];
}

/** Masks of base address registers, without the zeros at the end. */
function masksText(masks: readonly number[]): string[] {
  const last = masks.findLastIndex((mask) => mask !== 0);
  return last < 0
    ? []
    : [
        `BAR masks: ${masks
          .slice(0, last + 1)
          .map(hex)
          .join(' ')}`,
      ];
}
