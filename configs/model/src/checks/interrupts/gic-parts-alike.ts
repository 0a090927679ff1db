// SPDX-License-Identifier: MIT
// Two parts of the GIC at one address.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { formatHex } from '../../format.js';

export const gicPartsAlike = systemCheck(
  {
    id: 'gic-parts-alike',
    severity: 'error',
    describe: 'Two parts of the GIC have the same address.',
    consequence: 'The hypervisor uses the registers of one part as those of the other.',
    remedy: 'Take the addresses from the GIC in the device tree.',
    evidence: 'The parts of a GIC have registers of their own (IHI 0048, IHI 0069).',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { arm } = platformInfo;
    if (architecture === architectures.X86) return [];
    const fields = ['gicdBase', 'giccBase', 'gichBase', 'gicvBase', 'gicrBase'] as const;
    const at = (field: string) => ({
      config: name,
      steps: ['system', 'platformInfo', 'arm', field],
    });
    return fields.flatMap((field, index) => {
      const same = fields.slice(0, index).find((other) => arm[other] === arm[field]);
      if (arm[field] === 0n || same === undefined) return [];
      return [
        {
          what: `has two parts of the GIC at ${formatHex(arm[field])}`,
          at: at(field),
          related: [{ at: at(same), message: 'The other part.' }],
        },
      ];
    });
  },
);
