// SPDX-License-Identifier: MIT
// A memory region over the registers of an IOMMU, with which a cell could let
// its devices write anywhere.
import type { Check } from '../check.js';
import type { SystemSet } from '../config.js';
import { deviceAt, regionsOverDevices } from '../intercepted-device.js';
import type { InterceptedDevice } from '../intercepted-device.js';

export const regionOverIommu: Check = {
  id: 'region-over-iommu',
  severity: 'error',
  describe: 'A memory region of a cell covers the registers of an IOMMU.',
  consequence:
    'The hypervisor drives the IOMMU to keep the DMA of each cell in its own memory; a cell that reaches its registers can let a device write over any other cell and over the hypervisor.',
  remedy: 'Leave the registers of every IOMMU out of all regions.',
  evidence:
    'The hypervisor intercepts them; upstream fixed it in d049193a, and it was seen on the mailing list twice.',
  predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_INTERCEPTED' },
  needs: 'system',
  upstream: 'iommu',
  run: (set) =>
    regionsOverDevices(set, iommusOf(set), {
      id: regionOverIommu.id,
      consequence:
        'The hypervisor drives it to keep the DMA of each cell in its own memory; a cell that reaches ' +
        'its registers can let a device write over any other cell and over the hypervisor.',
    }),
};

function iommusOf({ system }: SystemSet): InterceptedDevice[] {
  if (system === undefined) return [];
  return system.config.system.platformInfo.iommuUnits.flatMap(({ base, size }, index) => {
    const at = {
      config: system.name,
      steps: ['system', 'platformInfo', 'iommuUnits', index, 'base'],
    };
    return deviceAt(`IOMMU ${index}`, base, BigInt(size), at);
  });
}
