// SPDX-License-Identifier: MIT
// The size of a frame buffer, for a console that is none.
import { consoleCheck } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { consoleFlags } from '../../value-names.js';

export const frameBufferFlags = consoleCheck(
  {
    id: 'frame-buffer-flags',
    severity: 'warning',
    describe: 'A console that is no frame buffer has the flag of its resolution.',
    consequence: 'The flag has no effect; 4 may have been meant as the distance of registers.',
    remedy:
      'Remove JAILHOUSE_CON_FB_1920x1080; the distance is JAILHOUSE_CON_REGDIST_4, which is 2.',
    evidence: 'Only the driver of the EFI frame buffer reads the flag.',
  },
  ({ console: { type, flags }, title, at }) => {
    const isOdd = (flags & consoleFlags.FB_1920x1080) !== 0;
    const hasScreen = type === consoleTypes.EFIFB || type === consoleTypes.NONE;
    if (!isOdd || hasScreen) return undefined;
    const rest = flags & ~consoleFlags.FB_1920x1080;
    const edit = setValue(at('flags'), BigInt(rest), flagSpelling('console', rest));
    return {
      wrong: `${title} has JAILHOUSE_CON_FB_1920x1080.`,
      at: at('flags'),
      fix: { title: 'Remove the flag', edits: [edit] },
    };
  },
);
