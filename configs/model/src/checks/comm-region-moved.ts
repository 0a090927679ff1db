// SPDX-License-Identifier: MIT
// A communication region elsewhere than inmates look for it.
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const commRegionMoved = regionCheck(
  {
    id: 'comm-region-moved',
    severity: 'information',
    describe: 'The communication region is not where the library of the inmates expects it.',
    consequence:
      'The demos and everything that is built with the library of the inmates read the page at a fixed address: 0x80000000 on ARM, 0x100000 on x86. Elsewhere they find no memory, and are parked at once; guests that know another address are fine.',
    remedy: 'Move it to the address of the library, unless the guest of this cell looks elsewhere.',
    evidence: 'The fixed addresses of the inmates; three threads of the mailing list.',
  },
  judge,
);

function judge({ region, cell, index, at }: RegionInSet): RegionFinding | undefined {
  if (cell.isRoot || !hasAny(region, 'COMM_REGION') || region.size === 0n) return undefined;
  const expected = cell.cell.architecture === architectures.X86 ? 0x100000n : 0x80000000n;
  if (region.virtStart === expected) return undefined;
  return {
    message:
      `is the communication region at ${formatHex(region.virtStart)}, but programs made with the library of the inmates look for it at ` +
      `${formatHex(expected)}. Move it, unless the guest of this cell knows where it is.`,
    field: 'virtStart',
    fix: {
      title: `Move memory region ${index} to ${formatHex(expected)}`,
      edits: [setValue(at('virtStart'), expected)],
    },
  };
}
