// SPDX-License-Identifier: MIT
// A cache region without a part of the cache, or beyond all of them.
import { cacheCheck, isPossible, mostCacheParts } from '../../cache-check.js';
import { removeElement } from '../../fix.js';

export const cacheRegionSize = cacheCheck(
  {
    id: 'cache-region-size',
    severity: 'error',
    describe: 'A cache region is empty or reaches beyond the cache.',
    consequence:
      'Start and size count parts of the cache, not bytes, and no CPU has more than 32 parts: where the CPU can divide its cache, the hypervisor refuses the cell.',
    remedy: 'Name parts that there are, or leave the region out.',
    evidence: 'The hypervisor refuses it (EINVAL); the masks of Intel SDM 17.19 have 32 bits.',
    predicts: { outcome: 'refused' },
  },
  ({ region, title, at }) => {
    if (isPossible(region)) return undefined;
    const { start, size } = region;
    return {
      wrong:
        size === 0
          ? `${title} has the size 0.`
          : `${title} has the parts ${start}-${start + size - 1}, and ${mostCacheParts} are the most.`,
      at: at('size'),
      ...(size === 0 && { fix: { title: 'Remove the region', edits: [removeElement(at())] } }),
    };
  },
);
