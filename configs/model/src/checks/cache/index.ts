// SPDX-License-Identifier: MIT
// Rules about the parts of the cache that cells have.
import type { Check } from '../../check.js';
import { cacheOfTwoCells } from './cache-of-two-cells.js';
import { cacheRegionSize } from './cache-region-size.js';
import { cacheRegionType } from './cache-region-type.js';
import { cacheRegionsWithoutEffect } from './cache-regions-without-effect.js';
import { noCacheForRootCell } from './no-cache-for-root-cell.js';
import { severalCacheRegions } from './several-cache-regions.js';
import { unknownCacheFlags } from './unknown-cache-flags.js';

export const cacheChecks: readonly Check[] = [
  cacheRegionType,
  cacheRegionSize,
  severalCacheRegions,
  cacheOfTwoCells,
  noCacheForRootCell,
  cacheRegionsWithoutEffect,
  unknownCacheFlags,
];
