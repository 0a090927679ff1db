// SPDX-License-Identifier: MIT
// The GIC's maintenance interrupt is another one.
import { boardRule } from '../board/board-rule.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';

export const maintenanceInterruptDiffers = boardRule(
  {
    id: 'maintenance-interrupt-differs',
    severity: 'error',
    describe: "maintenance_irq is not the interrupt of the board's GIC.",
    consequence:
      'Where a cell has more pending interrupts than list registers, the rest is never delivered.',
    remedy: "Set the number from the controller's node: PPI n is interrupt n + 16.",
    evidence:
      'The binding of the interrupt controller names it; the hypervisor waits for no other.',
  },
  ({ board, system, at }) => {
    const told = board.gic?.maintenanceInterrupt;
    const configured = system.platformInfo.arm.maintenanceIrq;
    const isArm = system.architecture !== architectures.X86;
    if (board.gic === undefined || told === undefined || !isArm || configured === told) return [];
    const place = at('platformInfo', 'arm', 'maintenanceIrq');
    return [
      {
        message:
          `maintenance_irq is ${configured}, but by ${board.gic.from} the GIC's maintenance interrupt is ${told} (PPI ${told - 16}). ` +
          'Pending interrupts that do not fit the list registers would stay behind.',
        at: place,
        fix: { title: `Set maintenance_irq to ${told}`, edits: [setValue(place, BigInt(told))] },
      },
    ];
  },
);
