// SPDX-License-Identifier: MIT
// Every struct of the configuration format, revision 14, field by field in
// order. Reading, writing, names and offsets all come from these tables, and a
// test compares them with what a C compiler makes of the header.
import { architectures, iommuTypes } from '../constants.js';
import {
  array,
  bits,
  camelCase,
  overlay,
  struct,
  text,
  u16,
  u32,
  u64,
  u8,
  unnamedBits,
} from './field-types.js';
import type { ValueOf } from './field-types.js';

export const consoleRecord = struct('struct jailhouse_console', {
  address: u64,
  size: u32,
  type: u16,
  flags: u16,
  divider: u32,
  gate_nr: u32,
  clock_reg: u64,
});

export const memoryRecord = struct('struct jailhouse_memory', {
  phys_start: u64,
  virt_start: u64,
  size: u64,
  flags: u64,
});

export const cacheRecord = struct('struct jailhouse_cache', {
  start: u32,
  size: u32,
  type: u8,
  padding: u8,
  flags: u16,
});

export const irqchipRecord = struct('struct jailhouse_irqchip', {
  address: u64,
  id: u32,
  pin_base: u32,
  pin_bitmap: array(u32, 4),
});

export const pioRecord = struct('struct jailhouse_pio', { base: u16, length: u16 });

export const pciDeviceRecord = struct('struct jailhouse_pci_device', {
  type: u8,
  iommu: u8,
  domain: u16,
  bdf: u16,
  bar_mask: array(u32, 6),
  caps_start: u16,
  num_caps: u16,
  num_msi_vectors: u8,
  msi_64bits: bits(1),
  msi_maskable: bits(1),
  unnamed_bits: unnamedBits(6),
  num_msix_vectors: u16,
  msix_region_size: u16,
  msix_address: u64,
  shmem_regions_start: u32,
  shmem_dev_id: u8,
  shmem_peers: u8,
  shmem_protocol: u16,
});

export const pciCapabilityRecord = struct('struct jailhouse_pci_capability', {
  id: u16,
  start: u16,
  len: u16,
  flags: u16,
});

export const streamIdRecord = struct('union jailhouse_stream_id', {
  id: overlay(u32, () => true),
  mmu500: overlay(struct('', { id: u16, mask_out: u16 }), () => false),
});

const isAmd = (type: unknown): boolean => type === iommuTypes.AMD;

export const iommuRecord = struct('struct jailhouse_iommu', {
  type: u32,
  base: u64,
  size: u32,
  amd: overlay(struct('', { bdf: u16, base_cap: u8, msi_cap: u8, features: u32 }), (context) =>
    isAmd(context.siblings.type),
  ),
  tipvu: overlay(
    struct('', { tlb_base: u64, tlb_size: u32 }),
    (context) => !isAmd(context.siblings.type),
  ),
});

const x86Platform = struct('', {
  pm_timer_address: u16,
  apic_mode: u8,
  padding: u8,
  vtd_interrupt_limit: u32,
  tsc_khz: u32,
  apic_khz: u32,
});

const armPlatform = struct('', {
  maintenance_irq: u8,
  gic_version: u8,
  padding: array(u8, 2),
  gicd_base: u64,
  gicc_base: u64,
  gich_base: u64,
  gicv_base: u64,
  gicr_base: u64,
});

const platformInfo = struct('', {
  pci_mmconfig_base: u64,
  pci_mmconfig_end_bus: u8,
  pci_is_virtual: u8,
  pci_domain: u16,
  iommu_units: array(iommuRecord, 8),
  x86: overlay(x86Platform, (context) => context.architecture === architectures.X86),
  arm: overlay(armPlatform, (context) => context.architecture !== architectures.X86),
});

export const cellRecord = struct('struct jailhouse_cell_desc', {
  signature: text(5),
  architecture: u8,
  revision: u16,
  name: text(32),
  id: u32,
  flags: u32,
  cpu_set_size: u32,
  num_memory_regions: u32,
  num_cache_regions: u32,
  num_irqchips: u32,
  num_pio_regions: u32,
  num_pci_devices: u32,
  num_pci_caps: u32,
  num_stream_ids: u32,
  vpci_irq_base: u32,
  cpu_reset_address: u64,
  msg_reply_timeout: u64,
  console: consoleRecord,
});

export const systemRecord = struct('struct jailhouse_system', {
  signature: text(5),
  architecture: u8,
  revision: u16,
  flags: u32,
  hypervisor_memory: memoryRecord,
  debug_console: consoleRecord,
  platform_info: platformInfo,
  root_cell: cellRecord,
});

export type ConsoleDescription = ValueOf<typeof consoleRecord>;
export type MemoryRegion = ValueOf<typeof memoryRecord>;
export type CacheRegion = ValueOf<typeof cacheRecord>;
export type Irqchip = ValueOf<typeof irqchipRecord>;
export type PioRegion = ValueOf<typeof pioRecord>;
export type PciDevice = ValueOf<typeof pciDeviceRecord>;
export type PciCapability = ValueOf<typeof pciCapabilityRecord>;
export type StreamId = ValueOf<typeof streamIdRecord>;
export type IommuUnit = ValueOf<typeof iommuRecord>;
export type CellDescriptor = ValueOf<typeof cellRecord>;
export type SystemHeader = ValueOf<typeof systemRecord>;

/**
 * The arrays behind a cell descriptor in the order of the file, with the field
 * that counts them. The CPU set, which is counted in bytes, precedes them.
 */
export const cellArrays = [
  { property: 'memoryRegions', count: 'numMemoryRegions', record: memoryRecord },
  { property: 'cacheRegions', count: 'numCacheRegions', record: cacheRecord },
  { property: 'irqchips', count: 'numIrqchips', record: irqchipRecord },
  { property: 'pioRegions', count: 'numPioRegions', record: pioRecord },
  { property: 'pciDevices', count: 'numPciDevices', record: pciDeviceRecord },
  { property: 'pciCapabilities', count: 'numPciCaps', record: pciCapabilityRecord },
  { property: 'streamIds', count: 'numStreamIds', record: streamIdRecord },
] as const;

/** The C name of a field of an array's elements, by the model's names. */
export function fieldNameOf(array: string, field: string): string | undefined {
  const found = cellArrays.find(({ property }) => property === array);
  return found && Object.keys(found.record.fields).find((name) => camelCase(name) === field);
}
