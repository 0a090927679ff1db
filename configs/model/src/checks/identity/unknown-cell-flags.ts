// SPDX-License-Identifier: MIT
// Flags of a cell that mean nothing.
import { setValue } from '../../fix.js';
import { flagSpelling, unknownBits } from '../../flag-spelling.js';
import { formatHex } from '../../format.js';
import { cellCheck } from '../../member-check.js';

export const unknownCellFlags = cellCheck(
  {
    id: 'unknown-cell-flags',
    severity: 'warning',
    describe: 'The flags of a cell have bits without a meaning.',
    consequence:
      'The hypervisor ignores them, so that whatever was meant does not happen; often they are flags of memory or of a console.',
    remedy: 'Use the JAILHOUSE_CELL_ flags.',
    evidence: 'Five flags are defined; nobody reads other bits.',
  },
  ({ cell: { flags }, isOfKnownFormat, title, path }) => {
    const unknown = unknownBits('cell', flags);
    if (unknown === 0 || !isOfKnownFormat) return undefined;
    const rest = (flags & ~unknown) >>> 0;
    const spelling = flagSpelling('cell', rest);
    return {
      wrong: `The flags of ${title} have the bits ${formatHex(BigInt(unknown))}, which mean nothing.`,
      at: path('flags'),
      fix: { title: 'Remove them', edits: [setValue(path('flags'), BigInt(rest), spelling)] },
    };
  },
);
