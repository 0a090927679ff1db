// SPDX-License-Identifier: MIT
// In what the layouts of the format differ, as one table of features, and the
// records that a set of features makes.
import {
  array,
  bits,
  overlay,
  struct,
  text,
  u16,
  u32,
  u64,
  u8,
  unnamedBits,
} from '../schema/field-types.js';
import type { FieldTable, FieldType, StructField } from '../schema/field-types.js';
import * as current from '../schema/records.js';
import type { ArrayLayout, Dialect, Layout } from './layout.js';

export interface Features {
  /** Characters of the signature; with five, the architecture follows. */
  readonly signature: 5 | 6;
  readonly streamIds: 'none' | 'number' | 'union';
  /** Which platforms have IOMMUs, or whether they stand before all. */
  readonly iommus: 'common' | 'both' | 'x86';
  /** Bytes of one: without type, without union, with the TI PVU. */
  readonly iommuSize: 20 | 24 | 28;
  /** Whether x86 has its APIC mode before the interrupt limit, and ARM is padded. */
  readonly isPlatformAligned: boolean;
  readonly hasApicMode: boolean;
  readonly hasGicVersion: boolean;
  readonly hasClockRates: boolean;
  readonly hasPciDomain: boolean;
  readonly hasSystemFlags: boolean;
  readonly hasResetAddress: boolean;
  readonly hasReplyTimeout: boolean;
  readonly hasCellConsole: boolean;
  readonly pio: 'regions' | 'bitmap';
  readonly hasMaskableMsi: boolean;
  /** How a PCI device names its shared memory, field by field. */
  readonly shmem: 'region' | 'region-id' | 'regions' | 'peers';
  /** Bytes of the debug console; 0: it is a memory region. */
  readonly consoleSize: 0 | 16 | 24 | 32;
  readonly dialect: Dialect;
}

/** The layout that features describe. */
export function layoutWith(
  { id, revision, title }: Pick<Layout, 'id' | 'revision' | 'title'>,
  features: Features,
): Layout {
  const suffix = features.signature === 5 ? ['SYS', 'CLL'] : ['SYST', 'CELL'];
  const cell = cellOf(features);
  return {
    id,
    revision,
    title,
    signatures: { system: `JH${suffix[0] ?? ''}`, cell: `JH${suffix[1] ?? ''}` },
    system: systemOf(features, cell),
    cell,
    arrays: arraysOf(features),
    dialect: features.dialect,
  };
}

function headOf({ signature }: Features): FieldTable {
  return {
    signature: text(signature),
    ...(signature === 5 && { architecture: u8 }),
    revision: u16,
  };
}

function cellOf(features: Features): StructField {
  return struct('struct jailhouse_cell_desc', {
    ...headOf(features),
    name: text(32),
    id: u32,
    flags: u32,
    cpu_set_size: u32,
    num_memory_regions: u32,
    num_cache_regions: u32,
    num_irqchips: u32,
    ...(features.pio === 'regions' ? { num_pio_regions: u32 } : { pio_bitmap_size: u32 }),
    num_pci_devices: u32,
    num_pci_caps: u32,
    ...(features.streamIds !== 'none' && { num_stream_ids: u32 }),
    vpci_irq_base: u32,
    ...(features.hasResetAddress && { cpu_reset_address: u64 }),
    ...(features.hasReplyTimeout && { msg_reply_timeout: u64 }),
    ...(features.hasCellConsole && { console: current.consoleRecord }),
  });
}

function systemOf(features: Features, cell: StructField): StructField {
  return struct('struct jailhouse_system', {
    ...headOf(features),
    ...(features.hasSystemFlags && { flags: u32 }),
    hypervisor_memory: current.memoryRecord,
    debug_console: debugConsoleOf(features),
    platform_info: platformOf(features),
    root_cell: cell,
  });
}

function debugConsoleOf({ consoleSize, dialect }: Features): StructField {
  if (consoleSize === 0) return current.memoryRecord;
  if (dialect.console === 'split') return current.consoleRecord;
  return struct('struct jailhouse_debug_console', {
    address: u64,
    size: u32,
    flags: u32,
    // Which of the later fields came first is not known; the bytes are kept.
    ...(consoleSize === 24 && { extension: array(u8, 8) }),
    ...(consoleSize === 32 && { divider: u32, gate_nr: u32, clock_reg: u64 }),
  });
}

function platformOf(features: Features): StructField {
  const units = { iommu_units: array(iommuOf(features), 8) };
  const x86 = struct('', { ...x86Fields(features), ...(features.iommus !== 'common' && units) });
  const arm = struct('', { ...armFields(features), ...(features.iommus === 'both' && units) });
  return struct('', {
    pci_mmconfig_base: u64,
    pci_mmconfig_end_bus: u8,
    pci_is_virtual: u8,
    ...(features.hasPciDomain && { pci_domain: u16 }),
    ...(features.iommus === 'common' && units),
    x86: overlay(x86, (context) => context.architecture === 0),
    arm: overlay(arm, (context) => context.architecture !== 0),
  });
}

function x86Fields({ isPlatformAligned, hasApicMode, hasClockRates }: Features): FieldTable {
  const rates = hasClockRates && { tsc_khz: u32, apic_khz: u32 };
  if (isPlatformAligned) {
    const head = { pm_timer_address: u16, apic_mode: u8, padding: u8, vtd_interrupt_limit: u32 };
    return { ...head, ...rates };
  }
  return {
    pm_timer_address: u16,
    vtd_interrupt_limit: u32,
    ...(hasApicMode && { apic_mode: u8, padding: array(u8, 3) }),
    ...rates,
  };
}

function armFields({ isPlatformAligned, hasGicVersion }: Features): FieldTable {
  return {
    maintenance_irq: u8,
    ...(hasGicVersion ? { gic_version: u8 } : { padding: u8 }),
    ...(isPlatformAligned && { padding: array(u8, 2) }),
    gicd_base: u64,
    gicc_base: u64,
    gich_base: u64,
    gicv_base: u64,
    gicr_base: u64,
  };
}

function iommuOf({ iommuSize }: Features): StructField {
  if (iommuSize === 28) return current.iommuRecord;
  return struct('struct jailhouse_iommu', {
    ...(iommuSize === 24 && { type: u32 }),
    base: u64,
    size: u32,
    amd_bdf: u16,
    amd_base_cap: u8,
    amd_msi_cap: u8,
    amd_features: u32,
  });
}

const shmemFields: Readonly<Record<Features['shmem'], FieldTable>> = {
  region: { shmem_region: u32, shmem_protocol: u16, padding: array(u8, 2) },
  'region-id': { shmem_region: u32, shmem_dev_id: u8, padding: u8, shmem_protocol: u16 },
  regions: { shmem_regions_start: u32, shmem_dev_id: u8, padding: u8, shmem_protocol: u16 },
  peers: { shmem_regions_start: u32, shmem_dev_id: u8, shmem_peers: u8, shmem_protocol: u16 },
};

function pciDeviceOf({ hasMaskableMsi, shmem }: Features): StructField {
  const maskable = { msi_64bits: bits(1), msi_maskable: bits(1), unnamed_bits: unnamedBits(6) };
  return struct('struct jailhouse_pci_device', {
    type: u8,
    iommu: u8,
    domain: u16,
    bdf: u16,
    bar_mask: array(u32, 6),
    caps_start: u16,
    num_caps: u16,
    num_msi_vectors: u8,
    ...(hasMaskableMsi ? maskable : { msi_64bits: u8 }),
    num_msix_vectors: u16,
    msix_region_size: u16,
    msix_address: u64,
    ...shmemFields[shmem],
  });
}

function arraysOf(features: Features): ArrayLayout[] {
  const one = (property: string, count: string, of: FieldType): ArrayLayout => ({
    property,
    count,
    of,
  });
  const streamId =
    features.streamIds === 'union' ? current.streamIdRecord : struct('__u32', { id: u32 });
  return [
    one('cpuSet', 'cpuSetSize', u8),
    one('memoryRegions', 'numMemoryRegions', current.memoryRecord),
    one('cacheRegions', 'numCacheRegions', current.cacheRecord),
    one('irqchips', 'numIrqchips', current.irqchipRecord),
    features.pio === 'regions'
      ? one('pioRegions', 'numPioRegions', current.pioRecord)
      : one('pioBitmap', 'pioBitmapSize', u8),
    one('pciDevices', 'numPciDevices', pciDeviceOf(features)),
    one('pciCapabilities', 'numPciCaps', current.pciCapabilityRecord),
    ...(features.streamIds === 'none' ? [] : [one('streamIds', 'numStreamIds', streamId)]),
  ];
}
