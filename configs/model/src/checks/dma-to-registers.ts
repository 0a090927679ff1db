// SPDX-License-Identifier: MIT
// Registers that devices may reach by DMA.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const dmaToRegisters = regionCheck(
  {
    id: 'dma-to-registers',
    severity: 'information',
    describe: 'Devices of the cell may reach registers by DMA.',
    consequence:
      'The region enters the page tables of the IOMMU, so a device can write to another. Transfers between devices are rare; for all others this only widens what a misbehaving device can do.',
    remedy: 'Remove JAILHOUSE_MEM_DMA unless devices talk to each other.',
    evidence: 'Regions with DMA are the ones that the hypervisor maps in the IOMMU.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  if (!hasAny(place.region, 'IO') || !hasAny(place.region, 'DMA')) return undefined;
  return {
    message:
      'is marked both IO and DMA, so that devices can write to these registers. ' +
      'Remove JAILHOUSE_MEM_DMA unless devices are to talk to each other.',
    field: 'flags',
    fix: flagsFix(place, 'Remove DMA', { clear: ['DMA'] }),
  };
}
