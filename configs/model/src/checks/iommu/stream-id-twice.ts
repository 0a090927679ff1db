// SPDX-License-Identifier: MIT
// A stream id that a cell lists twice.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { membersOf } from '../../config.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { removeElement } from '../../fix.js';
import { formatHex } from '../../format.js';

const rule: Rule = {
  id: 'stream-id-twice',
  severity: 'warning',
  describe: 'A cell lists a stream id twice.',
  consequence:
    'The second entry has no effect on an SMMUv3; an MMU-500 has two entries that match the same stream, which is a fault of the configuration.',
  remedy: 'Remove one of the entries, or correct it if another device was meant.',
  evidence: 'An SMMU reports streams that match several entries as faults (IHI 0062).',
};

export const streamIdTwice: Check = {
  ...rule,
  run: (set) =>
    membersOf(set)
      .map(cellInSet)
      .flatMap((cell) =>
        cell.cell.streamIds.flatMap(({ id }, index) => {
          const first = cell.cell.streamIds.findIndex((other) => other.id === id);
          if (first === index) return [];
          const at = cell.path('streamIds', index);
          return [
            problemOf(rule, `Stream id ${index} of ${cell.title}`, at, {
              what: `is ${formatHex(BigInt(id))}, and so is stream id ${first}`,
              related: [{ at: cell.path('streamIds', first), message: 'The first entry.' }],
              fix: { title: `Remove stream id ${index}`, edits: [removeElement(at)] },
            }),
          ];
        }),
      )
      .slice(0, problemLimit),
};
