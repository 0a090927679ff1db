// SPDX-License-Identifier: MIT
// Flags of the root cell that only other cells can have.
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { systemCheck } from '../../member-check.js';
import type { SetEdit } from '../../problem.js';
import { cellFlags, systemFlags } from '../../value-names.js';

const foreign = cellFlags.PASSIVE_COMMREG | cellFlags.TEST_DEVICE | cellFlags.AARCH32;

export const rootCellFlags = systemCheck(
  {
    id: 'root-cell-flags',
    severity: 'warning',
    describe: 'The root cell has flags that only other cells can have.',
    consequence:
      'They have no effect: the root cell has no communication region, no test device, and was started by the firmware. A 1 is likely JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE, which counts among the flags of the header only.',
    remedy: 'Move the flag to .flags of the header, or leave it out.',
    evidence: 'Flags of the system and of the cell were mixed up on the mailing list.',
  },
  ({ system, title, root, at }) => {
    const { flags } = root.cell;
    const wrong = flags & foreign;
    if (wrong === 0) return undefined;
    const rest = (flags & ~foreign) >>> 0;
    const place = root.path('flags');
    const isSystemFlag = (wrong & systemFlags.VIRTUAL_DEBUG_CONSOLE) !== 0;
    const whole = system.flags | systemFlags.VIRTUAL_DEBUG_CONSOLE;
    const isMoved = isSystemFlag && whole !== system.flags;
    const edits: SetEdit[] = [setValue(place, BigInt(rest), flagSpelling('cell', rest))];
    if (isMoved) edits.push(setValue(at('flags'), BigInt(whole), flagSpelling('system', whole)));
    return {
      wrong: `The root cell ${title} has ${flagSpelling('cell', wrong)}.`,
      at: place,
      fix: { title: isMoved ? "Move it to the system's flags" : 'Remove it', edits },
    };
  },
);
