// SPDX-License-Identifier: MIT
// An interrupt of a shared-memory device that a real device raises, too.
import { boardRule, virtualInterruptsOf } from '../board/board-rule.js';
import { architectures } from '../constants.js';

export const virtualInterruptOfDevice = boardRule(
  {
    id: 'virtual-interrupt-of-device',
    severity: 'warning',
    describe: 'A shared-memory device interrupts on a number that a device of the board has.',
    consequence:
      'Interrupts of the device arrive at the driver of the shared memory, or the other way round, and one of them is lost.',
    remedy: 'Choose a vpci_irq_base of which the next four SPIs belong to no device.',
    evidence:
      'The interrupts of the virtual PCI host have to be numbers that the hardware does not use.',
  },
  ({ board, system, members }) => {
    if (system.architecture === architectures.X86 || system.platformInfo.pciIsVirtual === 0)
      return [];
    return members.flatMap(({ cell, title, path }) => {
      for (const interrupt of virtualInterruptsOf(cell)) {
        const device = board.devices.find(
          ({ isEnabled, interrupts }) => isEnabled && interrupts.includes(interrupt),
        );
        if (device === undefined) continue;
        const message =
          `A shared-memory device of ${title} interrupts with SPI ${interrupt - 32} (vpci_irq_base ${cell.vpciIrqBase}), which ${device.path} raises by ${device.from}. ` +
          'Choose a vpci_irq_base whose SPIs no device has.';
        return [{ message, at: path('vpciIrqBase') }];
      }
      return [];
    });
  },
);
