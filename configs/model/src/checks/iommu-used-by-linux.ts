// SPDX-License-Identifier: MIT
// Linux and the hypervisor both drive the IOMMU.
import { boardRule } from '../board/board-rule.js';
import { iommuTypes } from '../constants.js';

const options: Readonly<Record<number, string>> = {
  [iommuTypes.INTEL]: 'intel_iommu',
  [iommuTypes.AMD]: 'amd_iommu',
};

export const iommuUsedByLinux = boardRule(
  {
    id: 'iommu-used-by-linux',
    severity: 'warning',
    describe: 'Linux is told to drive the IOMMU that the hypervisor takes.',
    consequence:
      "Enabling replaces Linux' translations: devices in flight fault, and the machine may hang.",
    remedy: 'Start the kernel with intel_iommu=off or amd_iommu=off.',
    evidence: 'Asked for by the documentation of the reference, and seen on the mailing list.',
  },
  ({ board, system, at }) => {
    const line = board.commandLine;
    const unit = system.platformInfo.iommuUnits.findIndex(
      ({ base, type }) => base !== 0n && type in options,
    );
    const name = options[system.platformInfo.iommuUnits[unit]?.type ?? 0];
    if (line === undefined || name === undefined) return [];
    const set = line.options.filter((option) => option.name === name).at(-1);
    if (set === undefined || !/^(on|force|1)/.test(set.value)) return [];
    return [
      {
        message: `${line.from} has ${name}=${set.value}, so Linux drives the IOMMU until the hypervisor takes it away. Write ${name}=off.`,
        at: at('platformInfo', 'iommuUnits', unit),
      },
    ];
  },
);
