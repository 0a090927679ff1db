// SPDX-License-Identifier: MIT
// An IOAPIC that the root cell does not have.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { cellInSet } from '../../check.js';
import { formatHex } from '../../format.js';

export const ioapicNotInRootCell = irqchipCheck(
  {
    id: 'ioapic-not-in-root-cell',
    severity: 'warning',
    describe: 'A cell has an IOAPIC that the root cell does not have.',
    consequence:
      'The hypervisor takes the address for another IOAPIC and uses what is there as one.',
    remedy: 'Take the .address of one of the IOAPICs of the root cell.',
    evidence: 'The hypervisor adds every address that an irqchip names (ioapic_get_or_add_phys).',
    needs: 'system',
  },
  ({ value, cell, at }, set) => {
    if (set.system === undefined || cell.isRoot || !isX86(set, cell)) return undefined;
    const root = cellInSet(set.system);
    if (root.cell.irqchips.some(({ address }) => address === value.address)) return undefined;
    return {
      what: `is at ${formatHex(value.address)}, where the root cell ${root.title} has no IOAPIC`,
      at: at('address'),
      related: [{ at: root.path('irqchips'), message: `The IOAPICs of ${root.title}.` }],
    };
  },
);
