// SPDX-License-Identifier: MIT
// A PVU without the memory that it translates by.
import { iommuTypes } from '../../constants.js';
import { iommuCheck } from '../../iommu-check.js';

export const pvuWithoutTlb = iommuCheck(
  {
    id: 'pvu-without-tlb',
    severity: 'error',
    describe: 'A PVU has no memory for its translations.',
    consequence:
      'The hypervisor maps .tipvu.tlb_base and .tipvu.tlb_size as they are and writes translations there: it faults itself while it is enabled, and the machine stands still.',
    remedy: 'Set both as the manual of the machine tells them.',
    evidence: 'The driver for the PVU of TI maps both without a check.',
  },
  ({ unit, title, at }) => {
    if (unit.type !== iommuTypes.PVU) return undefined;
    const { tlbBase, tlbSize } = unit.tipvu;
    if (tlbBase !== 0n && tlbSize !== 0) return undefined;
    const field = tlbBase === 0n ? 'tlbBase' : 'tlbSize';
    const name = tlbBase === 0n ? 'tlb_base' : 'tlb_size';
    return { wrong: `${title} has no .tipvu.${name}.`, at: at('tipvu', field) };
  },
);
