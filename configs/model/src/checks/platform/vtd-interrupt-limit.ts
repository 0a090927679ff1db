// SPDX-License-Identifier: MIT
// A number of interrupts that VT-d cannot remap.
import { iommuTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { iommusOf } from '../../iommu-check.js';
import { isX86, systemCheck } from '../../member-check.js';

const most = 0x10000;
const usual = 256n;

export const vtdInterruptLimit = systemCheck(
  {
    id: 'vtd-interrupt-limit',
    severity: 'error',
    describe: 'The number of interrupts that VT-d is to remap is impossible.',
    consequence:
      'The table of remapped interrupts has that many entries: 65536 or more are refused, and with none the interrupts of the IOAPIC and of PCI devices find no entry and enabling fails.',
    remedy:
      'Set .vtd_interrupt_limit to 120 for the IOAPIC plus the vectors of all devices, as a power of two.',
    evidence: 'The hypervisor refuses it (EINVAL); the generator of configurations computes it so.',
    predicts: { outcome: 'refused' },
  },
  (place) => {
    const { system, root, title, at } = place;
    const limit = system.platformInfo.x86.vtdInterruptLimit;
    const hasUnits = iommusOf(place).some(({ unit }) => unit.type === iommuTypes.INTEL);
    if (!isX86(root) || !hasUnits || (limit > 0 && limit < most)) return undefined;
    const steps = at('platformInfo', 'x86', 'vtdInterruptLimit');
    return {
      wrong: `The system of ${title} has the VT-d interrupt limit ${limit}.`,
      at: steps,
      ...(limit === 0 && { severity: 'warning' }),
      fix: { title: `Set it to ${usual}`, edits: [setValue(steps, usual)] },
    };
  },
);
