// SPDX-License-Identifier: MIT
// Memory that a 32-bit guest sees above 4 GiB.
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex, formatRange } from '../format.js';
import { regionCheck } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const memoryBeyond32Bit = regionCheck(
  {
    id: 'memory-beyond-32-bit',
    severity: 'information',
    describe: 'A cell for ARM has memory above 4 GiB.',
    consequence:
      'A 32-bit processor sees addresses above 4 GiB only through page tables of the long format. Guests without them, such as the bare-metal inmates, never reach the region.',
    remedy: 'Choose a virt_start below 4 GiB, unless the guest uses LPAE.',
    evidence: 'Arm ARM (ARMv7-A, B3.3): without LPAE, addresses have 32 bits.',
  },
  judge,
);

const limit = 1n << 32n;

function judge({ region, cell, index, at }: RegionInSet): RegionFinding | undefined {
  const { physStart, virtStart, size } = region;
  const is32Bit = cell.cell.architecture === architectures.ARM;
  if (!is32Bit || cell.isRoot || size === 0n || virtStart + size <= limit) return undefined;
  return {
    message:
      `is seen at ${formatRange(virtStart, size)}, beyond the 4 GiB that a 32-bit guest without LPAE can address. ` +
      'Choose a virt_start below that.',
    field: 'virtStart',
    ...(physStart + size <= limit && {
      fix: {
        title: `See memory region ${index} at ${formatHex(physStart)}`,
        edits: [setValue(at('virtStart'), physStart)],
      },
    }),
  };
}
