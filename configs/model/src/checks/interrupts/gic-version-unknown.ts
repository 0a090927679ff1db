// SPDX-License-Identifier: MIT
// A version of the GIC that there is no driver for.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { setValue } from '../../fix.js';

/** Since then a configuration tells the version; before, hypervisors were built for one. */
const firstWithVersion = 6;

export const gicVersionUnknown = systemCheck(
  {
    id: 'gic-version-unknown',
    severity: 'error',
    describe: 'The version of the GIC is neither 2 nor 3.',
    consequence: 'The hypervisor has no driver for it and cannot be enabled.',
    remedy: 'Set .gic_version to 2 for a GIC-400 and its like, and to 3 for a GIC-500 and later.',
    evidence: 'The hypervisor refuses other versions.',
    predicts: { outcome: 'refused' },
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { gicVersion, gicrBase, giccBase } = platformInfo.arm;
    const isOther = architecture === architectures.X86 || config.layout.revision < firstWithVersion;
    if (isOther || gicVersion === 2 || gicVersion === 3) return [];
    const at = { config: name, steps: ['system', 'platformInfo', 'arm', 'gicVersion'] };
    const wanted = gicrBase !== 0n ? 3 : giccBase !== 0n ? 2 : undefined;
    return [
      {
        what: `has a GIC of version ${gicVersion}`,
        at,
        ...(wanted !== undefined && {
          fix: { title: `Set .gic_version to ${wanted}`, edits: [setValue(at, BigInt(wanted))] },
        }),
      },
    ];
  },
);
