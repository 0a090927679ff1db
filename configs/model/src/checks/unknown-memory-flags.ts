// SPDX-License-Identifier: MIT
// Bits of the flags that mean nothing.
import { memoryFlags } from '../constants.js';
import { setMemoryFlags } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const unknownMemoryFlags = regionCheck(
  {
    id: 'unknown-memory-flags',
    severity: 'warning',
    describe: 'The flags of a region have bits that mean nothing.',
    consequence:
      'The hypervisor ignores them. Whoever set them expects something that will not happen: most likely the flag of another field, or of another revision.',
    remedy: 'Use JAILHOUSE_MEM_* only.',
    evidence: 'The flags of the format (cell-config.h).',
  },
  judge,
);

const known = Object.values(memoryFlags).reduce((sum, flag) => sum | flag, 0n);

function judge({ region, at, index }: RegionInSet): RegionFinding | undefined {
  const unknown = region.flags & ~known;
  if (unknown === 0n) return undefined;
  return {
    message:
      `has flags that mean nothing: ${formatHex(unknown)}. ` +
      'The hypervisor ignores them; perhaps they are those of another field. Use JAILHOUSE_MEM_* only.',
    field: 'flags',
    fix: {
      title: `Remove the unknown flags of memory region ${index}`,
      edits: [setMemoryFlags(at('flags'), region.flags & known)],
    },
  };
}
