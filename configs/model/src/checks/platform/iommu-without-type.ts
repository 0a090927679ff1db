// SPDX-License-Identifier: MIT
// An IOMMU that says where it is and not what it is.
import { iommuTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { iommuCheck } from '../../iommu-check.js';
import { isX86 } from '../../member-check.js';

export const iommuWithoutType = iommuCheck(
  {
    id: 'iommu-without-type',
    severity: 'error',
    describe: 'An IOMMU has no type.',
    consequence:
      'On x86 the hypervisor refuses the system; on ARM no driver takes the unit, and the DMA of devices behind it is not confined to their cells.',
    remedy: 'Set .type to one of JAILHOUSE_IOMMU_.',
    evidence: 'The hypervisor refuses it on x86 (EINVAL); files before revision 11 had no types.',
    predicts: { outcome: 'refused' },
  },
  ({ unit, index, at, place }) => {
    if (unit.type !== 0) return undefined;
    const wrong = `IOMMU ${index} at ${formatHex(unit.base)} has no type.`;
    if (!isX86(place.root)) return { wrong, at: at('type'), severity: 'warning' };
    const name = unit.amd.baseCap === 0 ? 'INTEL' : 'AMD';
    const edit = setValue(at('type'), BigInt(iommuTypes[name]), `JAILHOUSE_IOMMU_${name}`);
    return { wrong, at: at('type'), fix: { title: `Set the type to ${name}`, edits: [edit] } };
  },
);
