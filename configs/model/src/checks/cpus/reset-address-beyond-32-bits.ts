// SPDX-License-Identifier: MIT
// A first instruction that a CPU cannot reach in the mode that it starts in.
import { architectures } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { hasFlag } from '../../memory-regions.js';
import { cellCheck, isX86 } from '../../member-check.js';
import { cellFlags } from '../../value-names.js';

const end = 1n << 32n;

export const resetAddressBeyond32Bits = cellCheck(
  {
    id: 'reset-address-beyond-32-bits',
    severity: 'error',
    describe: 'A cell starts at an address beyond 4 GiB in a mode of 32 bits or less.',
    consequence:
      'x86 starts in real mode, whose code segment has a base of 32 bits, and 32-bit ARM has no such addresses: the CPU starts elsewhere and the hypervisor parks it at the first access.',
    remedy: 'Map the RAM of the cell below 4 GiB and start there.',
    evidence: 'Architecture manuals: segment bases in real mode, and the program counter of ARM.',
    predicts: { outcome: 'parked' },
  },
  (place) => {
    const { cell, isRoot, title, path, architecture } = place;
    const isNarrow =
      isX86(place) || architecture === architectures.ARM || (cell.flags & cellFlags.AARCH32) !== 0;
    if (isRoot || !isNarrow || cell.cpuResetAddress < end) return undefined;
    const low = cell.memoryRegions.find(
      (region) =>
        hasFlag(region, 'LOADABLE') && hasFlag(region, 'EXECUTE') && region.virtStart < end,
    );
    return {
      wrong: `${title} starts at ${formatHex(cell.cpuResetAddress)}, beyond 4 GiB.`,
      at: path('cpuResetAddress'),
      ...(low && {
        fix: {
          title: `Start at ${formatHex(low.virtStart)}`,
          edits: [setValue(path('cpuResetAddress'), low.virtStart, formatHex(low.virtStart))],
        },
      }),
    };
  },
);
