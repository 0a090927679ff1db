// SPDX-License-Identifier: MIT
// A maintenance interrupt that the GIC cannot have.
import { architectures } from '../../constants.js';
import { systemCheck } from '../../device-check.js';
import { setValue } from '../../fix.js';

/** What all boards have, by the base system architecture of Arm. */
const usual = 25;

/** Timers of the CPU, by the same: hypervisor, virtual, secure and physical one. */
const timers = [26, 27, 29, 30];

export const maintenanceInterruptWrong = systemCheck(
  {
    id: 'maintenance-interrupt-wrong',
    severity: 'error',
    describe: 'The maintenance interrupt is none that the GIC can have.',
    consequence:
      'The hypervisor never learns that the list of pending interrupts has room again: under load, cells lose interrupts and hang.',
    remedy: 'Set .maintenance_irq to 25, unless the device tree says otherwise for the GIC.',
    evidence: 'It is a private interrupt (16 to 31), 25 by the base system architecture of Arm.',
  },
  ({ name, config }) => {
    const { architecture, platformInfo } = config.system;
    const { maintenanceIrq } = platformInfo.arm;
    const isTimer = timers.includes(maintenanceIrq);
    const isPossible = maintenanceIrq >= 16 && maintenanceIrq < 32 && !isTimer;
    if (architecture === architectures.X86 || config.layout.revision < 5 || isPossible) return [];
    const at = { config: name, steps: ['system', 'platformInfo', 'arm', 'maintenanceIrq'] };
    return [
      {
        severity: isTimer ? 'warning' : 'error',
        what: `has the maintenance interrupt ${maintenanceIrq}${isTimer ? ', which is that of a timer' : ''}`,
        at,
        fix: {
          title: `Set .maintenance_irq to ${usual}`,
          edits: [setValue(at, BigInt(usual))],
        },
      },
    ];
  },
);
