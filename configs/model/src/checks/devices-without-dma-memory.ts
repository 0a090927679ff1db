// SPDX-License-Identifier: MIT
// Devices behind an IOMMU that can reach no memory.
import { cellInSet } from '../check.js';
import type { Check } from '../check.js';
import { membersOf } from '../config.js';
import { pciTypes } from '../constants.js';
import type { Problem } from '../problem.js';
import { flagsFix, hasAny, regionsOfCell } from '../region-check.js';

export const devicesWithoutDmaMemory: Check = {
  id: 'devices-without-dma-memory',
  severity: 'information',
  describe: 'A cell has devices behind an IOMMU, but no memory that they may reach.',
  consequence:
    'Only regions marked DMA enter the page tables of the IOMMU. Without any, every transfer of the devices is rejected, reported as a fault of the IOMMU, and the driver of the guest waits in vain.',
  remedy: 'Add JAILHOUSE_MEM_DMA to the RAM that the drivers use.',
  evidence: 'The hypervisor maps only regions with DMA in the IOMMU.',
  needs: 'system',
  run: (set) => {
    const units = set.system?.config.system.platformInfo.iommuUnits ?? [];
    if (!units.some(({ type }) => type !== 0)) return [];
    return membersOf(set)
      .map(cellInSet)
      .flatMap((cell): Problem[] => {
        const { pciDevices, streamIds } = cell.cell;
        const device = pciDevices.findIndex(({ type }) => type === pciTypes.DEVICE);
        const regions = regionsOfCell(cell);
        const hasDma = regions.some(({ region }) => hasAny(region, 'DMA') && region.size > 0n);
        if (hasDma || (device < 0 && streamIds.length === 0)) return [];
        const ram = regions.find(
          ({ region }) =>
            hasAny(region, 'EXECUTE', 'LOADABLE') && !hasAny(region, 'IO', 'COMM_REGION'),
        );
        return [
          {
            id: devicesWithoutDmaMemory.id,
            severity: 'information',
            message:
              `${cell.title} has ${device < 0 ? 'stream ids of devices' : 'PCI devices'} behind an IOMMU, but no memory that is marked DMA, ` +
              'so that none of their transfers succeeds, if they make any. Add JAILHOUSE_MEM_DMA to the RAM that the drivers use.',
            at: ram?.at('flags') ?? cell.path('memoryRegions'),
            related: [
              {
                at: device < 0 ? cell.path('streamIds') : cell.path('pciDevices', device),
                message: 'The devices.',
              },
            ],
            ...(ram && { fix: flagsFix(ram, 'Allow DMA to the RAM', { set: ['DMA'] }) }),
          },
        ];
      });
  },
};
