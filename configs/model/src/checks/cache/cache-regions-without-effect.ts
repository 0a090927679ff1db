// SPDX-License-Identifier: MIT
// Parts of a cache on a machine whose hypervisor divides none.
import { cacheRegionsOf } from '../../cache-check.js';
import { removeElement } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';

export const cacheRegionsWithoutEffect = cellCheck(
  {
    id: 'cache-regions-without-effect',
    severity: 'warning',
    describe: 'A cell of ARM has a cache region.',
    consequence: 'It is ignored: only Intel CPUs can divide their cache for the hypervisor.',
    remedy: 'Leave the region out.',
    evidence: 'No hypervisor for ARM reads cache regions.',
  },
  (cell) => {
    if (isX86(cell)) return undefined;
    return cacheRegionsOf(cell).map(({ title, at }) => ({
      wrong: `${title} says nothing on its architecture.`,
      at: at(),
      fix: { title: 'Remove the region', edits: [removeElement(at())] },
    }));
  },
);
