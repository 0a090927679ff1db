// SPDX-License-Identifier: MIT
// A memory region over the MSI-X table of a device.
import { deviceCheck, isIvshmem, isX86 } from '../../device-check.js';
import { formatRange } from '../../format.js';
import { intersection, physicalRange, rangeOf } from '../../memory-regions.js';

export const pciMsixTableInRegion = deviceCheck(
  {
    id: 'pci-msix-table-in-region',
    severity: 'warning',
    describe: 'A memory region covers the MSI-X table of a PCI device of the same cell.',
    consequence:
      'The guest writes the vectors past the hypervisor, which cannot remap them: the interrupts of the device are lost.',
    remedy: 'Split the region around the pages of the table.',
    evidence:
      'The hypervisor intercepts the table only where no region is; upstream mended it in 84a88b04 and ede099ad.',
  },
  (device, set) => {
    const { value, cell, at } = device;
    const { numMsixVectors, msixAddress, msixRegionSize } = value;
    const table = rangeOf(msixAddress, BigInt(msixRegionSize));
    const isUsed = numMsixVectors > 0 && msixAddress !== 0n && table !== undefined;
    if (isIvshmem(device) || !isUsed || !isX86(set, cell)) return undefined;
    const index = cell.cell.memoryRegions.findIndex((region) => {
      const range = physicalRange(region);
      return range !== undefined && intersection(range, table) !== undefined;
    });
    if (index < 0) return undefined;
    return {
      what: `has its table at ${formatRange(msixAddress, BigInt(msixRegionSize))}, which memory region ${index} covers`,
      at: cell.path('memoryRegions', index),
      related: [{ at: at('msixAddress'), message: `The table of ${device.title}.` }],
    };
  },
);
