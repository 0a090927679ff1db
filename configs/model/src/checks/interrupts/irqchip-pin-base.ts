// SPDX-License-Identifier: MIT
// An irqchip that begins at an interrupt where none may begin.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { chipPins, distributorOf } from '../../interrupt-owners.js';
import { setValue } from '../../fix.js';

const last = 1024 - chipPins;

export const irqchipPinBase = irqchipCheck(
  {
    id: 'irqchip-pin-base',
    severity: 'error',
    describe: 'The pin_base of an irqchip is no multiple of 32, or above 896.',
    consequence: 'The hypervisor refuses the cell with REFUSAL_IRQCHIP (EINVAL).',
    remedy:
      'Set .pin_base to 32, 160, 288 and so on, or to another multiple of 32 up to 896; bit n of .pin_bitmap is interrupt .pin_base + n, and SPI n is interrupt 32 + n.',
    evidence: 'The hypervisor refuses it (EINVAL in irqchip_cell_init).',
    predicts: { outcome: 'refused', reason: 'REFUSAL_IRQCHIP' },
  },
  ({ value, cell, at, index }, set) => {
    const { pinBase, pinBitmap, address } = value;
    const isPassedOver = address !== (distributorOf(set) ?? address);
    if (isX86(set, cell) || isPassedOver) return undefined;
    if (pinBase % 32 === 0 && pinBase <= last) return undefined;
    // An irqchip with no bits says nothing about what was meant.
    const isEmpty = pinBitmap.every((word) => word === 0);
    const wanted = Math.min(pinBase - (pinBase % 32), last);
    return {
      what: `has .pin_base ${pinBase}`,
      at: at('pinBase'),
      ...(isEmpty && {
        fix: {
          title: `Set .pin_base of irqchip ${index} to ${wanted}`,
          edits: [setValue(at('pinBase'), BigInt(wanted))],
        },
      }),
    };
  },
);
