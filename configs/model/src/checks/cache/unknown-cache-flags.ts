// SPDX-License-Identifier: MIT
// Flags of a cache region that mean nothing.
import { cacheCheck } from '../../cache-check.js';
import { setValue } from '../../fix.js';
import { flagSpelling, unknownBits } from '../../flag-spelling.js';
import { formatHex } from '../../format.js';

export const unknownCacheFlags = cacheCheck(
  {
    id: 'unknown-cache-flags',
    severity: 'warning',
    describe: 'The flags of a cache region have bits without a meaning.',
    consequence:
      'They are ignored, so that whatever was meant does not happen; JAILHOUSE_MEM_ROOTSHARED is another number than JAILHOUSE_CACHE_ROOTSHARED.',
    remedy: 'Use JAILHOUSE_CACHE_ROOTSHARED or nothing.',
    evidence: 'One flag is defined; nobody reads other bits.',
  },
  ({ region: { flags }, title, at }) => {
    const unknown = unknownBits('cache', flags);
    if (unknown === 0) return undefined;
    const rest = flags & ~unknown;
    const edit = setValue(at('flags'), BigInt(rest), flagSpelling('cache', rest));
    return {
      wrong: `The flags of ${title.replace(/^C/, 'c')} have the bits ${formatHex(BigInt(unknown))}, which mean nothing.`,
      at: at('flags'),
      fix: { title: 'Remove them', edits: [edit] },
    };
  },
);
