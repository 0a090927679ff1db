// SPDX-License-Identifier: MIT
// A PCI device that stands under the wrong IOMMU unit.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { unitIndexOf, unitOf } from '../board/pci-functions.js';
import { pciTypes } from '../constants.js';
import { setValue } from '../fix.js';

export const pciIommuDiffers = boardRule(
  {
    id: 'pci-iommu-differs',
    severity: 'error',
    describe: "A PCI device's iommu is not the unit that has it.",
    consequence:
      'Its DMA and its interrupts go through a unit that knows nothing of it: VT-d faults, links without interrupts, or no confinement.',
    remedy:
      'Set iommu to the index in iommu_units of the unit that the table names for the device.',
    evidence:
      'Six threads of the mailing list: links without interrupts and fault 0x22, because the index was left at 0.',
  },
  (scene): Finding[] => {
    const { board, members } = scene;
    return members.flatMap(({ cell, path }) =>
      cell.pciDevices.flatMap(({ type, domain, bdf, iommu }, index): Finding[] => {
        const isLink = type === pciTypes.IVSHMEM;
        // Messages of shared-memory devices go through the unit that has all the rest.
        const unit = isLink
          ? board.iommus.find(({ coversRest }) => coversRest)
          : unitOf(board, domain, bdf);
        const right = unit && unitIndexOf(scene, unit);
        if (unit === undefined || right === undefined || right === iommu) return [];
        const place = path('pciDevices', index, 'iommu');
        return [
          {
            severity: isLink ? 'warning' : 'error',
            message:
              `PCI device ${formatBdf(bdf)} stands under IOMMU unit ${iommu}, but by ${unit.from} it belongs to unit ${right}. ` +
              'Its interrupts would be lost and its DMA refused.',
            at: place,
            fix: { title: `Set iommu to ${right}`, edits: [setValue(place, BigInt(right))] },
          },
        ];
      }),
    );
  },
);
