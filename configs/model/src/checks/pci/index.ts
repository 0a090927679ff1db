// SPDX-License-Identifier: MIT
// Rules about PCI devices, their capabilities and the PCI host.
import type { Check } from '../../check.js';
import { pciBarMaskOdd } from './pci-bar-mask-odd.js';
import { pciBusOutOfRange } from './pci-bus-out-of-range.js';
import { pciCapabilitiesOutOfRange } from './pci-capabilities-out-of-range.js';
import { pciCapabilityDangerous } from './pci-capability-dangerous.js';
import { pciCapabilityEmpty } from './pci-capability-empty.js';
import { pciCapabilityOutOfSpace } from './pci-capability-out-of-space.js';
import { pciCapabilityOverlap } from './pci-capability-overlap.js';
import { pciCapabilityTooShort } from './pci-capability-too-short.js';
import { pciCapabilityUnused } from './pci-capability-unused.js';
import { pciConfigSpaceMissing } from './pci-config-space-missing.js';
import { pciConfigSpaceUnaligned } from './pci-config-space-unaligned.js';
import { pciDeviceDiffers } from './pci-device-differs.js';
import { pciDeviceInTwoCells } from './pci-device-in-two-cells.js';
import { pciDeviceNotInRootCell } from './pci-device-not-in-root-cell.js';
import { pciDeviceOnVirtualHost } from './pci-device-on-virtual-host.js';
import { pciDeviceTwice } from './pci-device-twice.js';
import { pciDomainDiffers } from './pci-domain-differs.js';
import { pciInterruptCapabilityMissing } from './pci-interrupt-capability-missing.js';
import { pciIommuMissing } from './pci-iommu-missing.js';
import { pciMsiVectorsImpossible } from './pci-msi-vectors-impossible.js';
import { pciMsixTableInRegion } from './pci-msix-table-in-region.js';
import { pciMsixTableMissing } from './pci-msix-table-missing.js';
import { pciMsixTablePartial } from './pci-msix-table-partial.js';
import { pciTypeUnknown } from './pci-type-unknown.js';
import { pciVectorsMissing } from './pci-vectors-missing.js';
import { virtualPciBuses } from './virtual-pci-buses.js';
import { virtualPciOutOfReach } from './virtual-pci-out-of-reach.js';
import { virtualPciWindowCovered } from './virtual-pci-window-covered.js';

export const pciChecks: readonly Check[] = [
  pciBarMaskOdd,
  pciBusOutOfRange,
  pciCapabilitiesOutOfRange,
  pciCapabilityDangerous,
  pciCapabilityEmpty,
  pciCapabilityOutOfSpace,
  pciCapabilityOverlap,
  pciCapabilityTooShort,
  pciCapabilityUnused,
  pciConfigSpaceMissing,
  pciConfigSpaceUnaligned,
  pciDeviceDiffers,
  pciDeviceInTwoCells,
  pciDeviceNotInRootCell,
  pciDeviceOnVirtualHost,
  pciDeviceTwice,
  pciDomainDiffers,
  pciInterruptCapabilityMissing,
  pciIommuMissing,
  pciMsiVectorsImpossible,
  pciMsixTableInRegion,
  pciMsixTableMissing,
  pciMsixTablePartial,
  pciTypeUnknown,
  pciVectorsMissing,
  virtualPciBuses,
  virtualPciOutOfReach,
  virtualPciWindowCovered,
];
