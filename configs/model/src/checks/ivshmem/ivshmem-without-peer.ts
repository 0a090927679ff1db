// SPDX-License-Identifier: MIT
// A link of shared memory with one end only.
import { problemLimit } from '../../check.js';
import type { Check } from '../../check.js';
import { problemOf } from '../../device-check.js';
import type { Rule } from '../../device-check.js';
import { linksOf } from '../../ivshmem-link.js';

const rule: Rule = {
  id: 'ivshmem-without-peer',
  severity: 'information',
  describe: 'A link of shared memory has only one end among the cells that run together.',
  consequence: 'Nobody answers on this link.',
  remedy:
    'Start the cell with the other end, too; if there is one already, give both the same .bdf.',
  evidence: 'The hypervisor joins devices by their .bdf.',
  needs: 'launch-set',
};

export const ivshmemWithoutPeer: Check = {
  ...rule,
  run: (set) => {
    const links = linksOf(set);
    return links
      .filter((link) => !link.cell.isRoot)
      .filter(
        (link) =>
          !links.some(
            (other) => other.member !== link.member && other.value.bdf === link.value.bdf,
          ),
      )
      .map((link) =>
        problemOf(rule, link.title, link.at('bdf'), {
          what: 'is the only end of its link among the cells that run together',
        }),
      )
      .slice(0, problemLimit);
  },
};
