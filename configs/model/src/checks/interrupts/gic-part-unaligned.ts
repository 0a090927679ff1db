// SPDX-License-Identifier: MIT
// A part of the GIC that does not begin at a page.
import { architectures, pageSize } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { formatHex } from '../../format.js';

const frame = 0x10000n;

export const gicPartUnaligned = systemCheck(
  {
    id: 'gic-part-unaligned',
    severity: 'error',
    describe: 'A part of the GIC does not begin where a page does.',
    consequence: 'The hypervisor maps whole pages, and finds other registers than it expects.',
    remedy:
      'Take the address from the GIC in the device tree; the redistributors of version 3 are frames of 64 KiB.',
    evidence: 'The parts of GICv2 (IHI 0048) and GICv3 (IHI 0069) fill whole pages.',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { arm } = platformInfo;
    if (architecture === architectures.X86) return [];
    const fields = ['gicdBase', 'giccBase', 'gichBase', 'gicvBase', 'gicrBase'] as const;
    return fields
      .filter((field) => arm[field] % (field === 'gicrBase' ? frame : pageSize) !== 0n)
      .map((field) => ({
        what: `has a part of the GIC at ${formatHex(arm[field])}`,
        at: { config: name, steps: ['system', 'platformInfo', 'arm', field] },
      }));
  },
);
