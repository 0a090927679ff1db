// SPDX-License-Identifier: MIT
// A region that may be written and not read.
import { architectures } from '../constants.js';
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const writeWithoutRead = regionCheck(
  {
    id: 'write-without-read',
    severity: 'error',
    describe: 'A region may be written, but not read.',
    consequence:
      'On x86 no page table can say so: the processor reports a misconfiguration and the CPU is parked. On ARM a read parks the CPU, and so do most instructions that write parts of a word.',
    remedy: 'Add JAILHOUSE_MEM_READ.',
    evidence:
      "Intel's manual (28.3.3.1, EPT misconfigurations) and the Arm ARM (D5.4, stage 2 permissions).",
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region, cell } = place;
  if (region.size === 0n || !hasAny(region, 'WRITE') || hasAny(region, 'READ')) return undefined;
  const isX86 = cell.cell.architecture === architectures.X86;
  return {
    ...(!isX86 && { severity: 'information' }),
    message:
      'may be written, but not read. ' +
      (isX86
        ? 'The page tables of x86 cannot say so, and the first access parks the CPU. '
        : 'A read of it parks the CPU. ') +
      'Add JAILHOUSE_MEM_READ.',
    field: 'flags',
    fix: flagsFix(place, 'Allow reading, too', { set: ['READ'] }),
  };
}
