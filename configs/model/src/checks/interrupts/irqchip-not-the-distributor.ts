// SPDX-License-Identifier: MIT
// An irqchip at another address than the distributor of the GIC.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { distributorOf } from '../../interrupt-owners.js';
import { interruptsOf } from '../../interrupts.js';

export const irqchipNotTheDistributor = irqchipCheck(
  {
    id: 'irqchip-not-the-distributor',
    severity: 'error',
    describe: 'An irqchip is not at the address of the GIC distributor.',
    consequence: 'The hypervisor passes it over: the cell has none of its interrupts.',
    remedy: 'Set .address to the .gicd_base of the system.',
    evidence:
      'The hypervisor compares the addresses (irqchip_cell_init); mended upstream in 3c8673b6.',
    needs: 'system',
  },
  ({ value, cell, at, index }, set) => {
    const { system } = set;
    const distributor = distributorOf(set);
    if (system === undefined || distributor === undefined || isX86(set, cell)) return undefined;
    if (value.address === distributor || distributor === 0n) return undefined;
    const isEmpty = interruptsOf(value).length === 0;
    return {
      // A cell whose guest polls works all the same.
      severity: cell.isRoot && !isEmpty ? 'error' : 'warning',
      what: `is at ${formatHex(value.address)}, but the distributor at ${formatHex(distributor)}`,
      at: at('address'),
      related: [
        {
          at: { config: system.name, steps: ['system', 'platformInfo', 'arm', 'gicdBase'] },
          message: `The distributor is at ${formatHex(distributor)}.`,
        },
      ],
      fix: {
        title: `Set .address of irqchip ${index} to ${formatHex(distributor)}`,
        edits: [setValue(at('address'), distributor)],
      },
    };
  },
);
