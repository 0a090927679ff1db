// SPDX-License-Identifier: MIT
// An IOAPIC that has another id in the root cell.
import { irqchipCheck, isX86 } from '../../device-check.js';
import { cellInSet } from '../../check.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';

export const ioapicIdDiffers = irqchipCheck(
  {
    id: 'ioapic-id-differs',
    severity: 'warning',
    describe: 'An IOAPIC has another id in a cell than in the root cell.',
    consequence:
      'The id names the IOMMU and the requester of the interrupts; with a wrong one they are remapped for another device, and the cell cannot be created or gets none.',
    remedy: 'Take the .id that the system has for this IOAPIC.',
    evidence: 'Seen on the mailing list.',
    needs: 'system',
  },
  ({ value, cell, at, index }, set) => {
    if (set.system === undefined || cell.isRoot || !isX86(set, cell)) return undefined;
    const root = cellInSet(set.system);
    const chips = root.cell.irqchips;
    const same = chips.findIndex(({ address }) => address === value.address);
    const id = chips[same]?.id;
    if (id === undefined || id === value.id) return undefined;
    return {
      what: `has the id ${formatHex(BigInt(value.id))}, but ${formatHex(BigInt(id))} in the root cell ${root.title}`,
      at: at('id'),
      related: [{ at: root.path('irqchips', same, 'id'), message: `The IOAPIC in ${root.title}.` }],
      fix: {
        title: `Set .id of irqchip ${index} to ${formatHex(BigInt(id))}`,
        edits: [setValue(at('id'), BigInt(id))],
      },
    };
  },
);
