// SPDX-License-Identifier: MIT
// A part of a cache that hypervisors cannot give away.
import { setValue } from '../../fix.js';
import { cacheCheck } from '../../cache-check.js';
import { cacheTypes, valueName } from '../../value-names.js';

export const cacheRegionType = cacheCheck(
  {
    id: 'cache-region-type',
    severity: 'error',
    describe: 'A cache region is not of the type L3.',
    consequence:
      'Only the whole third-level cache can be divided, code and data together; where the CPU can divide it, the hypervisor refuses the cell.',
    remedy: 'Set .type to JAILHOUSE_CACHE_L3.',
    evidence: 'The hypervisor refuses other types (EINVAL).',
    predicts: { outcome: 'refused' },
  },
  ({ region, title, at }) =>
    region.type === cacheTypes.L3
      ? undefined
      : {
          wrong: `${title} has the type ${valueName('cacheType', region.type)}.`,
          at: at('type'),
          fix: {
            title: 'Make it a region of L3',
            edits: [setValue(at('type'), BigInt(cacheTypes.L3), 'JAILHOUSE_CACHE_L3')],
          },
        },
);
