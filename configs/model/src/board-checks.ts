// SPDX-License-Identifier: MIT
// Rules that need to know the board: what a device tree, ACPI tables or Linux
// say of it.
import type { Check } from './check.js';
import { cellMemoryNotReserved } from './checks/cell-memory-not-reserved.js';
import { consoleDividerDiffers } from './checks/console-divider-differs.js';
import { consoleNotOnBoard } from './checks/console-not-on-board.js';
import { consoleTypeDiffers } from './checks/console-type-differs.js';
import { cpuNotOnBoard } from './checks/cpu-not-on-board.js';
import { deviceInterruptNotGranted } from './checks/device-interrupt-not-granted.js';
import { deviceRegionMissing } from './checks/device-region-missing.js';
import { firmwareDmaNotInRoot } from './checks/firmware-dma-not-in-root.js';
import { gicDiffersFromBoard } from './checks/gic-differs-from-board.js';
import { hypervisorMemoryNotReserved } from './checks/hypervisor-memory-not-reserved.js';
import { hypervisorMemoryOutsideRam } from './checks/hypervisor-memory-outside-ram.js';
import { interruptInUseNotInRoot } from './checks/interrupt-in-use-not-in-root.js';
import { ioapicDiffersFromBoard } from './checks/ioapic-differs-from-board.js';
import { iommuDiffersFromBoard } from './checks/iommu-differs-from-board.js';
import { iommuUnitLeftOut } from './checks/iommu-unit-left-out.js';
import { iommuUsedByLinux } from './checks/iommu-used-by-linux.js';
import { maintenanceInterruptDiffers } from './checks/maintenance-interrupt-differs.js';
import { memmapNotEscaped } from './checks/memmap-not-escaped.js';
import { msixTableInRegion } from './checks/msix-table-in-region.js';
import { pciBarMaskDiffers } from './checks/pci-bar-mask-differs.js';
import { pciCapabilityDiffers } from './checks/pci-capability-differs.js';
import { pciConfigSpaceDiffers } from './checks/pci-config-space-differs.js';
import { pciDeviceNotOnBoard } from './checks/pci-device-not-on-board.js';
import { pciIommuDiffers } from './checks/pci-iommu-differs.js';
import { pciMessagesDiffer } from './checks/pci-messages-differ.js';
import { pmTimerDiffers } from './checks/pm-timer-differs.js';
import { ramNotInRoot } from './checks/ram-not-in-root.js';
import { regionBeyondRam } from './checks/region-beyond-ram.js';
import { regionOverFirmwareMemory } from './checks/region-over-firmware-memory.js';
import { sharedMemoryNotReserved } from './checks/shared-memory-not-reserved.js';
import { streamIdNotGranted } from './checks/stream-id-not-granted.js';
import { virtualInterruptOfDevice } from './checks/virtual-interrupt-of-device.js';
import { virtualPciOverBoard } from './checks/virtual-pci-over-board.js';

export const boardChecks: readonly Check[] = [
  cellMemoryNotReserved,
  consoleDividerDiffers,
  consoleNotOnBoard,
  consoleTypeDiffers,
  cpuNotOnBoard,
  deviceInterruptNotGranted,
  deviceRegionMissing,
  firmwareDmaNotInRoot,
  gicDiffersFromBoard,
  hypervisorMemoryNotReserved,
  hypervisorMemoryOutsideRam,
  interruptInUseNotInRoot,
  ioapicDiffersFromBoard,
  iommuDiffersFromBoard,
  iommuUnitLeftOut,
  iommuUsedByLinux,
  maintenanceInterruptDiffers,
  memmapNotEscaped,
  msixTableInRegion,
  pciBarMaskDiffers,
  pciCapabilityDiffers,
  pciConfigSpaceDiffers,
  pciDeviceNotOnBoard,
  pciIommuDiffers,
  pciMessagesDiffer,
  pmTimerDiffers,
  ramNotInRoot,
  regionBeyondRam,
  regionOverFirmwareMemory,
  sharedMemoryNotReserved,
  streamIdNotGranted,
  virtualInterruptOfDevice,
  virtualPciOverBoard,
];
