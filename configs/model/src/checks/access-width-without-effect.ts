// SPDX-License-Identifier: MIT
// Widths of access on whole pages, where nobody looks at them.
import { regionCheck, flagsFix, hasAny, isSubpage } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const accessWidthWithoutEffect = regionCheck(
  {
    id: 'access-width-without-effect',
    severity: 'information',
    describe: 'A region of whole pages limits the width of accesses, which has no effect.',
    consequence:
      'Whole pages are mapped, so the hypervisor sees none of the accesses: every width is allowed, whatever the flags say.',
    remedy:
      'Remove the flags JAILHOUSE_MEM_IO_8 to _64 and _UNALIGNED, or give the region its true size if that is less than a page.',
    evidence: 'Only regions smaller than a page are trapped and checked.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  const { region } = place;
  const flags = ['IO_8', 'IO_16', 'IO_32', 'IO_64', 'IO_UNALIGNED'] as const;
  const given = flags.filter((flag) => hasAny(region, flag));
  if (given.length === 0 || region.size === 0n || isSubpage(region)) return undefined;
  return {
    message:
      `is made of whole pages, so ${given.map((flag) => `JAILHOUSE_MEM_${flag}`).join(', ')} ` +
      `${given.length === 1 ? 'has' : 'have'} no effect: the cell may access it in any width. ` +
      'Remove what means nothing, or give the region its true size if that is less than a page.',
    field: 'flags',
    fix: flagsFix(place, 'Remove the widths of access', { clear: flags }),
  };
}
