// SPDX-License-Identifier: MIT
// More parts of the cache than one piece.
import { cacheCheck } from '../../cache-check.js';
import { removeElement } from '../../fix.js';

export const severalCacheRegions = cacheCheck(
  {
    id: 'several-cache-regions',
    severity: 'error',
    describe: 'A cell has several cache regions.',
    consequence:
      'A cell has one piece of the cache: where the CPU can divide it, the hypervisor refuses the cell.',
    remedy: 'Leave one region that covers the parts in one piece.',
    evidence: 'The hypervisor refuses any number but one (EINVAL).',
    predicts: { outcome: 'refused' },
  },
  ({ cell, index, title, at }) =>
    index === 0
      ? undefined
      : {
          wrong: `${title} is one too many.`,
          at: at(),
          related: [{ at: cell.path('cacheRegions', 0), message: 'The first cache region.' }],
          fix: { title: 'Remove it', edits: [removeElement(at())] },
        },
);
