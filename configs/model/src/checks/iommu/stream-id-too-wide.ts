// SPDX-License-Identifier: MIT
// A stream id that an MMU-500 cannot compare.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { membersOf } from '../../config.js';
import { iommuTypes } from '../../constants.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { formatHex } from '../../format.js';

/** Bits of ids and masks of the stream match registers. */
const widest = 0x7fff;

const rule: Rule = {
  id: 'stream-id-too-wide',
  severity: 'warning',
  describe: 'A stream id or its mask has more than 15 bits, but the system has an MMU-500.',
  consequence: 'The unit compares 15 bits only: it matches another device, or none.',
  remedy: 'Set .mmu500.id and .mmu500.mask_out to values up to 0x7fff.',
  evidence: 'The stream match registers of the SMMUv2 architecture (IHI 0062).',
  needs: 'system',
};

export const streamIdTooWide: Check = {
  ...rule,
  run: (set) => {
    const units = set.system?.config.system.platformInfo.iommuUnits ?? [];
    const used = units.filter(({ type }) => type !== 0);
    const isOnly = used.length > 0 && used.every(({ type }) => type === iommuTypes.ARM_MMU500);
    if (!isOnly) return [];
    return membersOf(set)
      .map(cellInSet)
      .flatMap((cell) =>
        cell.cell.streamIds.flatMap(({ mmu500 }, index) => {
          const field = mmu500.id > widest ? 'id' : mmu500.maskOut > widest ? 'maskOut' : undefined;
          if (field === undefined) return [];
          const at = cell.path('streamIds', index, 'mmu500', field);
          const name = field === 'id' ? 'the id' : 'the mask';
          const what = `has ${name} ${formatHex(BigInt(mmu500[field]))}`;
          return [problemOf(rule, `Stream id ${index} of ${cell.title}`, at, { what })];
        }),
      )
      .slice(0, problemLimit);
  },
};
