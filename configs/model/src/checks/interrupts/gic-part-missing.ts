// SPDX-License-Identifier: MIT
// A GIC without the address of one of its parts.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';

const parts = {
  2: ['gicdBase', 'giccBase', 'gichBase', 'gicvBase'],
  3: ['gicdBase', 'gicrBase'],
} as const;

const names = {
  gicdBase: 'the distributor (.gicd_base)',
  giccBase: 'the CPU interface (.gicc_base)',
  gichBase: 'the hypervisor interface (.gich_base)',
  gicvBase: 'the virtual CPU interface (.gicv_base)',
  gicrBase: 'the redistributors (.gicr_base)',
} as const;

export const gicPartMissing = systemCheck(
  {
    id: 'gic-part-missing',
    severity: 'error',
    describe: 'The configuration leaves out the address of a part of the GIC.',
    consequence:
      'The hypervisor looks for the part at address 0, and cannot be enabled or hangs when it is.',
    remedy:
      'Take the addresses from the GIC in the device tree: GICD, GICC, GICH and GICV for version 2, GICD and GICR for version 3.',
    evidence: 'The parts of GICv2 (IHI 0048) and GICv3 (IHI 0069); seen on the mailing list.',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { arm } = platformInfo;
    if (architecture === architectures.X86) return [];
    if (arm.gicVersion !== 2 && arm.gicVersion !== 3) return [];
    return parts[arm.gicVersion]
      .filter((part) => arm[part] === 0n)
      .map((part) => ({
        what: `has a GIC of version ${arm.gicVersion} without the address of ${names[part]}`,
        at: { config: name, steps: ['system', 'platformInfo', 'arm', part] },
      }));
  },
);
