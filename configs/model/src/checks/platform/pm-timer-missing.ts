// SPDX-License-Identifier: MIT
// A PC whose guests find no timer.
import { isX86, systemCheck } from '../../member-check.js';

export const pmTimerMissing = systemCheck(
  {
    id: 'pm-timer-missing',
    severity: 'warning',
    describe: 'A system of x86 has no address of the PM timer.',
    consequence:
      'Guests calibrate their clocks by the PM timer. They are told port 0 instead, where the hypervisor lets every cell reach the four ports of a DMA controller, and they hang in a loop.',
    remedy:
      'Set .pm_timer_address to the port that the ACPI table FADT or /proc/ioports ("ACPI PM_TMR") tells.',
    evidence: 'The hypervisor opens four ports from that address for each cell.',
  },
  ({ system, root, title, at }) =>
    !isX86(root) || system.platformInfo.x86.pmTimerAddress !== 0
      ? undefined
      : {
          wrong: `The system of ${title} has no .pm_timer_address.`,
          at: at('platformInfo', 'x86', 'pmTimerAddress'),
        },
);
