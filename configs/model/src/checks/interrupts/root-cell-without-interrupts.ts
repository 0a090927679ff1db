// SPDX-License-Identifier: MIT
// A root cell without shared interrupts.
import { systemCheck } from '../../device-check.js';
import { architectures } from '../../constants.js';

export const rootCellWithoutInterrupts = systemCheck(
  {
    id: 'root-cell-without-interrupts',
    severity: 'warning',
    describe: 'The root cell has no irqchips.',
    consequence:
      'When the hypervisor starts, Linux loses the interrupts of all its devices: nothing but timers and interprocessor interrupts is left.',
    remedy: 'Give the root cell irqchips with all interrupts of the machine.',
    evidence: 'The hypervisor grants interrupts by irqchips only.',
  },
  ({ name, config }) => {
    const isPc = config.system.architecture === architectures.X86;
    if (isPc || config.rootCell.irqchips.length > 0) return [];
    return [{ what: 'has no irqchips', at: { config: name, steps: ['rootCell', 'irqchips'] } }];
  },
);
