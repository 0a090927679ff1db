// SPDX-License-Identifier: MIT
// Flags of a console that mean nothing.
import { consoleCheck } from '../../console-check.js';
import { setValue } from '../../fix.js';
import { flagSpelling, unknownBits } from '../../flag-spelling.js';
import { formatHex } from '../../format.js';

export const unknownConsoleFlags = consoleCheck(
  {
    id: 'unknown-console-flags',
    severity: 'warning',
    describe: 'The flags of a console have bits without a meaning.',
    consequence:
      'They are ignored, so that whatever was meant does not happen; a type belongs into .type.',
    remedy: 'Use the JAILHOUSE_CON_ flags for access, distance of registers, size and quirks.',
    evidence: 'Types among the flags were seen on the mailing list.',
  },
  ({ console: { type, flags }, cell, title, at }) => {
    const unknown = unknownBits('console', flags);
    if (unknown === 0 || !cell.isOfKnownFormat) return undefined;
    const rest = flags & ~unknown;
    const edit = setValue(at('flags'), BigInt(rest), flagSpelling('console', rest));
    return {
      wrong: `${title} has the flags ${formatHex(BigInt(unknown))}, which mean nothing.`,
      at: at('flags'),
      // The type once more does no harm.
      ...((unknown & ~type) === 0 && { severity: 'information' }),
      fix: { title: 'Remove them', edits: [edit] },
    };
  },
);
