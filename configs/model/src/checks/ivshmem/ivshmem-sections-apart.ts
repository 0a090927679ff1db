// SPDX-License-Identifier: MIT
// Sections of shared memory that do not follow each other.
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { linkCheck } from '../../ivshmem-link.js';

export const ivshmemSectionsApart = linkCheck(
  {
    id: 'ivshmem-sections-apart',
    severity: 'error',
    describe: 'The sections of a shared memory device do not follow each other in the cell.',
    consequence:
      'The device tells only where the state table is and how large the sections are, so the guest looks for this section elsewhere than it is.',
    remedy: 'Let each section begin at the .virt_start where the one before it ends.',
    evidence: 'The ivshmem v2 specification: the device has one base address.',
  },
  ({ sections }) => {
    const present = (sections ?? []).filter(({ region }) => region.size !== 0n);
    const at = present.findIndex(({ region }, n) => {
      const before = present[n - 1]?.region;
      return before !== undefined && before.virtStart + before.size !== region.virtStart;
    });
    const [before, section] = [present[at - 1], present[at]];
    if (before === undefined || section === undefined) return undefined;
    const wanted = before.region.virtStart + before.region.size;
    return {
      what: `has ${section.name} at ${formatHex(section.region.virtStart)}, but ${before.name} ends at ${formatHex(wanted)}`,
      at: section.at('virtStart'),
      related: [
        {
          at: before.at('size'),
          message: `Memory region ${before.index} ends at ${formatHex(wanted)}.`,
        },
      ],
      fix: {
        title: `Move memory region ${section.index} to ${formatHex(wanted)}`,
        edits: [setValue(section.at('virtStart'), wanted)],
      },
    };
  },
);
