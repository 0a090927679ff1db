// SPDX-License-Identifier: MIT
// Two cells of one start-up that want the DMA of the same device.
import { cellInSet, problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { pairsOf, problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { formatHex } from '../../format.js';

const rule: Rule = {
  id: 'stream-id-in-two-cells',
  severity: 'warning',
  describe: 'Two cells that are to run together have the same stream id.',
  consequence: 'The DMA of a device goes to the memory of one cell only, the one that comes last.',
  remedy: 'Leave the stream id in the cell that has the device.',
  evidence: 'An SMMU has one translation for each stream.',
  needs: 'launch-set',
};

export const streamIdInTwoCells: Check = {
  ...rule,
  run: (set) =>
    pairsOf(set)
      .filter(([first]) => first !== set.system)
      .flatMap(([one, other]) => {
        const [first, second] = [cellInSet(one), cellInSet(other)];
        return second.cell.streamIds.flatMap(({ id }, index) => {
          const same = first.cell.streamIds.findIndex((each) => each.id === id);
          if (same < 0) return [];
          const at = second.path('streamIds', index);
          return [
            problemOf(rule, `Stream id ${index} of ${second.title}`, at, {
              what: `is ${formatHex(BigInt(id))}, which ${first.title} has, too`,
              related: [{ at: first.path('streamIds', same), message: `That of ${first.title}.` }],
            }),
          ];
        });
      })
      .slice(0, problemLimit),
};
