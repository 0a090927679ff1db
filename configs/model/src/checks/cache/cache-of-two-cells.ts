// SPDX-License-Identifier: MIT
// Cells that are to run together and have the same part of the cache.
import { cacheMask, cacheRegionsOf, isPossible } from '../../cache-check.js';
import { setValue } from '../../fix.js';
import { isX86, memberCells, setCheck } from '../../member-check.js';

/** Caches of fewer parts are rare. */
const usualParts = 11;

export const cacheOfTwoCells = setCheck(
  {
    id: 'cache-of-two-cells',
    severity: 'warning',
    describe: 'Two cells that are to run together have the same part of the cache.',
    consequence: 'They push each other out of it, which is what a cache region is to prevent.',
    remedy: 'Give each cell its own parts.',
    evidence: 'The hypervisor takes the parts from the root cell only and refuses nothing here.',
    needs: 'launch-set',
  },
  (set) => {
    const cells = memberCells(set).filter((cell) => !cell.isRoot && isX86(cell));
    const regions = cells.flatMap(cacheRegionsOf).filter(({ region }) => isPossible(region));
    return regions.flatMap(({ cell, region, title, at }, index) => {
      const mask = cacheMask(region);
      const other = regions
        .slice(0, index)
        .find((each) => each.cell !== cell && (cacheMask(each.region) & mask) !== 0n);
      if (other === undefined) return [];
      const free = Math.max(...regions.map((each) => each.region.start + each.region.size));
      const message = 'The other region.';
      return {
        wrong: `${title} has parts that ${other.title} has as well.`,
        at: at(),
        related: [{ at: other.at(), message }],
        ...(free + region.size <= usualParts && {
          fix: { title: `Start at part ${free}`, edits: [setValue(at('start'), BigInt(free))] },
        }),
      };
    });
  },
);
