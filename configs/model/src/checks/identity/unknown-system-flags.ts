// SPDX-License-Identifier: MIT
// Flags of a system that mean nothing, such as those of a cell.
import { setValue } from '../../fix.js';
import { flagSpelling, unknownBits } from '../../flag-spelling.js';
import { formatHex } from '../../format.js';
import { systemCheck } from '../../member-check.js';

export const unknownSystemFlags = systemCheck(
  {
    id: 'unknown-system-flags',
    severity: 'warning',
    describe: 'The flags of the system have bits without a meaning.',
    consequence:
      'They are ignored, so that whatever was meant does not happen. Flags that start with JAILHOUSE_CELL_ count in the flags of a cell only.',
    remedy: 'Use JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE or nothing.',
    evidence:
      'One flag is defined; flags of the system and of the cell were mixed up on the mailing list.',
  },
  ({ system: { flags }, root, title, at }) => {
    const unknown = unknownBits('system', flags);
    if (unknown === 0 || !root.isOfKnownFormat) return undefined;
    const rest = (flags & ~unknown) >>> 0;
    const spelling = flagSpelling('system', rest);
    const bits = formatHex(BigInt(unknown));
    const isCellFlag = unknownBits('cell', unknown) === 0;
    const names = isCellFlag ? ` (${flagSpelling('cell', unknown)})` : '';
    return {
      wrong: `The flags of the system of ${title} have the bits ${bits}${names}, which mean nothing there.`,
      at: at('flags'),
      fix: { title: 'Remove them', edits: [setValue(at('flags'), BigInt(rest), spelling)] },
    };
  },
);
