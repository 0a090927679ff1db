// SPDX-License-Identifier: MIT
// A link of shared memory with one end only.
import type { Check } from '../../check.js';
import { judgeAll } from '../../device-check.js';
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
    const ends = new Map<number, Set<string>>();
    for (const { value, member } of links) {
      ends.set(value.bdf, (ends.get(value.bdf) ?? new Set()).add(member.name));
    }
    const lonely = links.filter(
      ({ cell, value }) => !cell.isRoot && ends.get(value.bdf)?.size === 1,
    );
    return judgeAll(rule, lonely, ({ at }) => ({
      what: 'is the only end of its link among the cells that run together',
      at: at('bdf'),
    }));
  },
};
