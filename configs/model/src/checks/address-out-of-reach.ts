// SPDX-License-Identifier: MIT
// Addresses that the architecture cannot have.
import { architectures } from '../constants.js';
import { formatHex, formatSize } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const addressOutOfReach = regionCheck(
  {
    id: 'address-out-of-reach',
    severity: 'error',
    describe: 'A region reaches beyond the addresses of its architecture.',
    consequence:
      'No page table has an entry for such an address, so the hypervisor refuses the configuration; or the sum of address and size does not even fit into 64 bits.',
    remedy: 'Correct the address or the size; a digit too much is the usual cause.',
    evidence:
      'Physical and intermediate addresses have at most 40 bits on ARMv7 (LPAE), 48 bits on ARM64 and 52 bits on x86, whose guests have 48.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_REGION_UNALIGNED' },
  },
  judge,
);

function judge({ region, cell }: RegionInSet): RegionFinding | undefined {
  const isX86 = cell.cell.architecture === architectures.X86;
  const is32Bit = cell.cell.architecture === architectures.ARM;
  const virtual = is32Bit ? 40n : 48n;
  const physical = isX86 ? 52n : virtual;
  const { physStart, virtStart, size } = region;
  if (size === 0n) return undefined;
  const isComm = hasAny(region, 'COMM_REGION');
  const field = !isComm && physStart + size > 1n << physical ? 'physStart' : 'virtStart';
  const bits = field === 'physStart' ? physical : virtual;
  if (field === 'virtStart' && virtStart + size <= 1n << bits) return undefined;
  return {
    message:
      `reaches beyond the ${bits} bits of ${field === 'physStart' ? 'physical' : "a cell's"} addresses: it starts at ` +
      `${formatHex(region[field])} and has ${formatSize(size)}. ` +
      'The hypervisor refuses it with REFUSAL_REGION_UNALIGNED. Correct the address or the size.',
    field,
  };
}
