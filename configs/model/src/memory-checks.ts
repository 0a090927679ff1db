// SPDX-License-Identifier: MIT
// The rules about memory regions and the hypervisor's own memory, in the order
// of their reports.
import type { Check } from './check.js';
import { accessWidthWithoutEffect } from './checks/access-width-without-effect.js';
import { addressOutOfReach } from './checks/address-out-of-reach.js';
import { commRegionFlags } from './checks/comm-region-flags.js';
import { commRegionInRootCell } from './checks/comm-region-in-root-cell.js';
import { commRegionMoved } from './checks/comm-region-moved.js';
import { commRegionNotAPage } from './checks/comm-region-not-a-page.js';
import { commRegionNotWritable } from './checks/comm-region-not-writable.js';
import { commRegionTooLarge } from './checks/comm-region-too-large.js';
import { commRegionWithPhysicalAddress } from './checks/comm-region-with-physical-address.js';
import { configTooLarge } from './checks/config-too-large.js';
import { devicesWithoutDmaMemory } from './checks/devices-without-dma-memory.js';
import { dmaToRegisters } from './checks/dma-to-registers.js';
import { emptyMemoryRegion } from './checks/empty-memory-region.js';
import { executableRegisters } from './checks/executable-registers.js';
import { hugePagesForbiddenInVain } from './checks/huge-pages-forbidden-in-vain.js';
import { hugePagesImpossible } from './checks/huge-pages-impossible.js';
import { hypervisorMemoryExtraFields } from './checks/hypervisor-memory-extra-fields.js';
import { hypervisorMemoryMissing } from './checks/hypervisor-memory-missing.js';
import { hypervisorMemoryTooSmall } from './checks/hypervisor-memory-too-small.js';
import { hypervisorMemoryUnaligned } from './checks/hypervisor-memory-unaligned.js';
import { largeRegionTrapped } from './checks/large-region-trapped.js';
import { linuxCellLayout } from './checks/linux-cell-layout.js';
import { loadableInRootCell } from './checks/loadable-in-root-cell.js';
import { loadableNotInRoot } from './checks/loadable-not-in-root.js';
import { memoryBeyond32Bit } from './checks/memory-beyond-32-bit.js';
import { noLoadableRegion } from './checks/no-loadable-region.js';
import { noMemoryRegions } from './checks/no-memory-regions.js';
import { pageOffsetMismatch } from './checks/page-offset-mismatch.js';
import { privateMemoryOfTwoCells } from './checks/private-memory-of-two-cells.js';
import { ramNotPageAligned } from './checks/ram-not-page-aligned.js';
import { regionWithoutAccess } from './checks/region-without-access.js';
import { registersMappedAsMemory } from './checks/registers-mapped-as-memory.js';
import { resetAddressNotExecutable } from './checks/reset-address-not-executable.js';
import { resetAddressNotLoadable } from './checks/reset-address-not-loadable.js';
import { resetAddressUnmapped } from './checks/reset-address-unmapped.js';
import { rootRegionNotIdentityMapped } from './checks/root-region-not-identity-mapped.js';
import { rootsharedNotInRoot } from './checks/rootshared-not-in-root.js';
import { rootsharedRam } from './checks/rootshared-ram.js';
import { severalCommRegions } from './checks/several-comm-regions.js';
import { sizeIsLastOffset } from './checks/size-is-last-offset.js';
import { subpageSmallerThanAccess } from './checks/subpage-smaller-than-access.js';
import { subpageStaysWithRoot } from './checks/subpage-stays-with-root.js';
import { subpageWithoutAccessWidth } from './checks/subpage-without-access-width.js';
import { takenMemoryNotInRoot } from './checks/taken-memory-not-in-root.js';
import { unknownMemoryFlags } from './checks/unknown-memory-flags.js';
import { virtualStartIsEnd } from './checks/virtual-start-is-end.js';
import { writeWhereRootReadsOnly } from './checks/write-where-root-reads-only.js';
import { writeWithoutRead } from './checks/write-without-read.js';

export const memoryChecks: readonly Check[] = [
  ramNotPageAligned,
  subpageWithoutAccessWidth,
  subpageSmallerThanAccess,
  accessWidthWithoutEffect,
  largeRegionTrapped,
  sizeIsLastOffset,
  pageOffsetMismatch,
  regionWithoutAccess,
  writeWithoutRead,
  emptyMemoryRegion,
  unknownMemoryFlags,
  addressOutOfReach,
  loadableInRootCell,
  executableRegisters,
  dmaToRegisters,
  hugePagesForbiddenInVain,
  hugePagesImpossible,
  virtualStartIsEnd,
  memoryBeyond32Bit,
  loadableNotInRoot,
  takenMemoryNotInRoot,
  rootsharedNotInRoot,
  rootsharedRam,
  writeWhereRootReadsOnly,
  registersMappedAsMemory,
  rootRegionNotIdentityMapped,
  subpageStaysWithRoot,
  privateMemoryOfTwoCells,
  resetAddressUnmapped,
  resetAddressNotExecutable,
  resetAddressNotLoadable,
  noLoadableRegion,
  noMemoryRegions,
  configTooLarge,
  commRegionInRootCell,
  severalCommRegions,
  commRegionTooLarge,
  commRegionNotAPage,
  commRegionNotWritable,
  commRegionFlags,
  commRegionWithPhysicalAddress,
  commRegionMoved,
  hypervisorMemoryMissing,
  hypervisorMemoryUnaligned,
  hypervisorMemoryTooSmall,
  hypervisorMemoryExtraFields,
  devicesWithoutDmaMemory,
  linuxCellLayout,
];
