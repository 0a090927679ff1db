// SPDX-License-Identifier: MIT
// Rules that look at one cache region of an x86 cell after the other.
import type { Check } from './check.js';
import { cellCheck, isX86 } from './member-check.js';
import type { Finding, MemberCell } from './member-check.js';
import type { ModelPath } from './problem.js';
import type { Rule } from './region-check.js';
import type { CacheRegion } from './schema/records.js';

export interface CacheRegionInSet {
  readonly cell: MemberCell;
  readonly region: CacheRegion;
  readonly index: number;
  /** Cache region 0 of "demo" */
  readonly title: string;
  readonly at: (field?: keyof CacheRegion) => ModelPath;
}

export function cacheCheck(
  rule: Rule,
  judge: (place: CacheRegionInSet) => Finding | undefined,
): Check {
  return cellCheck(rule, (cell) =>
    isX86(cell) ? cacheRegionsOf(cell).flatMap((place) => judge(place) ?? []) : undefined,
  );
}

export function cacheRegionsOf(cell: MemberCell): CacheRegionInSet[] {
  return cell.cell.cacheRegions.map((region, index) => ({
    cell,
    region,
    index,
    title: `Cache region ${index} of ${cell.title}`,
    at: (field) => cell.path('cacheRegions', index, ...(field === undefined ? [] : [field])),
  }));
}

/** The parts of the cache that a region names, as bits. */
export function cacheMask({ start, size }: CacheRegion): bigint {
  return ((1n << BigInt(size)) - 1n) << BigInt(start);
}

/** So many parts the mask of a cache can have: IA32_L3_MASK_n has 32 bits. */
export const mostCacheParts = 32;

export function isPossible({ start, size }: CacheRegion): boolean {
  return size > 0 && start + size <= mostCacheParts;
}
