// SPDX-License-Identifier: MIT
// A cell that takes all of the root cell's cache.
import { cacheMask, cacheRegionsOf, isPossible } from '../../cache-check.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { cellCheck, isX86, systemInSet } from '../../member-check.js';
import { cacheFlags } from '../../value-names.js';

export const noCacheForRootCell = cellCheck(
  {
    id: 'no-cache-for-root-cell',
    severity: 'error',
    describe: 'A cell takes all parts of the cache that the root cell has.',
    consequence:
      'The root cell would have none, which the CPU does not allow: where it can divide its cache, the hypervisor refuses the cell.',
    remedy: 'Leave a part to the root cell, or share the region by JAILHOUSE_CACHE_ROOTSHARED.',
    evidence: 'The hypervisor refuses it (EINVAL).',
    predicts: { outcome: 'refused' },
    needs: 'system',
  },
  (cell, set) => {
    const root = systemInSet(set)?.root;
    const [own] = root === undefined ? [] : cacheRegionsOf(root);
    const [place] = cacheRegionsOf(cell);
    if (cell.isRoot || !isX86(cell) || own === undefined || place === undefined) return undefined;
    const { region, title, at } = place;
    const isShared = (region.flags & cacheFlags.ROOTSHARED) !== 0;
    if (isShared || !isPossible(region) || !isPossible(own.region)) return undefined;
    if ((cacheMask(own.region) & ~cacheMask(region)) !== 0n) return undefined;
    const flags = region.flags | cacheFlags.ROOTSHARED;
    const edit = setValue(at('flags'), BigInt(flags), flagSpelling('cache', flags));
    return {
      wrong: `${title} has all parts of the root cell's.`,
      at: at(),
      related: [{ at: own.at(), message: 'The cache region of the root cell.' }],
      fix: { title: 'Share it with the root cell', edits: [edit] },
    };
  },
);
