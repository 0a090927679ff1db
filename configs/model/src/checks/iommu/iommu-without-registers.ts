// SPDX-License-Identifier: MIT
// An IOMMU whose registers are nowhere, or not at a page.
import { pageSize } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { formatHex } from '../../format.js';

export const iommuWithoutRegisters = systemCheck(
  {
    id: 'iommu-without-registers',
    severity: 'error',
    describe: 'The registers of an IOMMU have no address or size, or do not begin at a page.',
    consequence:
      'The hypervisor leaves the unit out, or maps other registers than those of the unit and cannot be enabled.',
    remedy: 'Take .base and .size from the DMAR or IVRS table, or from the device tree.',
    evidence: 'The hypervisor maps .size bytes from .base on.',
  },
  ({ name, config }) =>
    config.system.platformInfo.iommuUnits.flatMap(({ type, base, size }, index) => {
      if (type === 0 || (base !== 0n && base % pageSize === 0n && size !== 0)) return [];
      const field = base === 0n || base % pageSize !== 0n ? 'base' : 'size';
      const value = field === 'base' ? `at ${formatHex(base)}` : 'with the size 0';
      return [
        {
          what: `has IOMMU ${index} ${value}`,
          at: {
            config: name,
            steps: ['system', 'platformInfo', 'iommuUnits', index, field],
          },
        },
      ];
    }),
);
