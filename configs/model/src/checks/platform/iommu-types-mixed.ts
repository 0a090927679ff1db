// SPDX-License-Identifier: MIT
// IOMMUs of Intel and of AMD in one machine.
import { iommuTypes } from '../../constants.js';
import { iommusOf } from '../../iommu-check.js';
import { isX86, systemCheck } from '../../member-check.js';

export const iommuTypesMixed = systemCheck(
  {
    id: 'iommu-types-mixed',
    severity: 'warning',
    describe: 'A system has IOMMUs of Intel and of AMD.',
    consequence:
      "No machine has both. The hypervisor is built for either, and refuses a system with the other's.",
    remedy: 'Leave the units of this machine.',
    evidence: 'The hypervisor refuses it (EINVAL); versions that pass over other units exist.',
    predicts: { outcome: 'refused' },
  },
  (place) => {
    if (!isX86(place.root)) return undefined;
    const units = iommusOf(place);
    const amd = units.find(({ unit }) => unit.type === iommuTypes.AMD);
    const intel = units.find(({ unit }) => unit.type === iommuTypes.INTEL);
    if (amd === undefined || intel === undefined) return undefined;
    return {
      wrong: `IOMMU ${intel.index} is one of Intel and IOMMU ${amd.index} one of AMD.`,
      at: intel.at('type'),
      related: [{ at: amd.at('type'), message: 'The unit of AMD.' }],
    };
  },
);
