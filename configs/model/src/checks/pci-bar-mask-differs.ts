// SPDX-License-Identifier: MIT
// Masks of base address registers that do not tell the sizes of the board's.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';
import { setValue } from '../fix.js';
import { formatHex, formatSize } from '../format.js';

export const pciBarMaskDiffers = boardRule(
  {
    id: 'pci-bar-mask-differs',
    severity: 'warning',
    describe: "A PCI device's bar_mask does not tell the size that the register has.",
    consequence:
      'A cell that measures the register gets another size, and its driver maps too little or more than the device has.',
    remedy:
      'The mask is all ones but for the size: 0xffffc000 for 16 KiB. A 64-bit register has a second mask of ones.',
    evidence: 'The hypervisor answers the measuring writes by this mask alone.',
  },
  (scene) =>
    pciPairs(scene).flatMap(({ member, index, device, fact }): Finding[] =>
      (fact?.bars ?? []).flatMap(({ index: bar, kind, size }) => {
        const mask = device.barMask[bar] ?? 0;
        if (fact === undefined || size === undefined || size > 1n << 31n || mask === 0) return [];
        const bits = kind === 'io' ? 0xffffn : 0xffffffffn;
        const right = bits & ~(size - 1n);
        // Port registers may be written with 16 or with 32 bits.
        const isRight =
          BigInt(mask) === right || (kind === 'io' && (BigInt(mask) & bits) === right);
        if (isRight) return [];
        const place = member.path('pciDevices', index, 'barMask', bar);
        return {
          message: `bar_mask ${bar} of PCI device ${formatBdf(device.bdf)} is ${formatHex(BigInt(mask))}, but by ${fact.from} the register has ${formatSize(size)}: ${formatHex(right)}.`,
          at: place,
          fix: {
            title: `Set bar_mask ${bar} to ${formatHex(right)}`,
            edits: [setValue(place, right)],
          },
        };
      }),
    ),
);
