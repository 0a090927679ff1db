// SPDX-License-Identifier: MIT
// A PCI capability without registers.
import { capabilityCheck } from '../../pci-capability.js';

export const pciCapabilityEmpty = capabilityCheck(
  {
    id: 'pci-capability-empty',
    severity: 'warning',
    describe: 'A PCI capability has no registers.',
    consequence: 'It grants nothing: a write to the capability parks the CPU of the guest.',
    remedy: 'Set .len to the size of the capability in bytes.',
    evidence: 'The hypervisor looks for registers from .start to .start + .len.',
  },
  ({ value, at, isUsed }) => {
    if (value.len > 0 || !isUsed) return undefined;
    return { what: 'has the length 0', at: at('len') };
  },
);
