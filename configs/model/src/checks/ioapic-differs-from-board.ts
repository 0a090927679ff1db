// SPDX-License-Identifier: MIT
// An IOAPIC that is not where the configuration says, or comes to the IOMMU
// under another name.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { unitIndexOf } from '../board/pci-functions.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const ioapicDiffersFromBoard = boardRule(
  {
    id: 'ioapic-differs-from-board',
    severity: 'error',
    describe: "An IOAPIC's address or id is not that of the board.",
    consequence:
      'The hypervisor programs other registers, or remaps interrupts of another requester: no interrupt of the IOAPIC arrives.',
    remedy:
      'Take the address from the APIC table, and the id from the DMAR or IVRS table: unit << 16 | bus, device and function.',
    evidence:
      'The hypervisor refuses cells whose id differs from the root cell; with a wrong one in both, interrupts are lost.',
  },
  (scene): Finding[] => {
    const { board, system, root } = scene;
    if (system.architecture !== architectures.X86) return [];
    const addressed = board.ioapics.filter(({ address }) => address !== 0n);
    const [first] = addressed;
    if (first === undefined) return [];
    return root.cell.irqchips.flatMap(({ address, id }, index): Finding[] => {
      const chip = addressed.find((each) => each.address === address);
      if (chip === undefined) {
        const place = root.path('irqchips', index, 'address');
        const [only, ...more] = addressed;
        const message = `The IOAPIC at ${formatHex(address)} is not on the board: by ${first.from} there is ${addressed.map((each) => formatHex(each.address)).join(', ')}.`;
        const fix = only &&
          more.length === 0 && {
            title: `Set the address to ${formatHex(only.address)}`,
            edits: [setValue(place, only.address)],
          };
        return [{ message, at: place, ...(fix && { fix }) }];
      }
      const named = board.ioapics.find(
        (each) => each.id === chip.id && each.requester !== undefined,
      );
      if (named?.requester === undefined) return [];
      const { bdf } = named.requester;
      const unit = board.iommus[named.requester.iommu];
      const iommu = unit && unitIndexOf(scene, unit);
      // Where the units differ from the tables, that is what has to be mended first.
      if (iommu === undefined) return [];
      const expected = (iommu << 16) | bdf;
      if (id === expected) return [];
      const place = root.path('irqchips', index, 'id');
      return [
        {
          message: `The id of the IOAPIC at ${formatHex(address)} is ${formatHex(BigInt(id))}, but by ${named.from} it is ${formatHex(BigInt(expected))}: its interrupts would be remapped for another requester.`,
          at: place,
          fix: {
            title: `Set the id to ${formatHex(BigInt(expected))}`,
            edits: [setValue(place, BigInt(expected))],
          },
        },
      ];
    });
  },
);
