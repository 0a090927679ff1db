// SPDX-License-Identifier: MIT
// 32-bit mode asked for where there is no other, or none at all.
import { setValue } from '../../fix.js';
import { flagSpelling } from '../../flag-spelling.js';
import { architectures } from '../../constants.js';
import { cellCheck, systemInSet } from '../../member-check.js';
import { cellFlags, valueName } from '../../value-names.js';

export const aarch32WithoutEffect = cellCheck(
  {
    id: 'aarch32-without-effect',
    severity: 'warning',
    describe: 'A cell asks for 32-bit mode of ARM where that says nothing.',
    consequence: 'The flag is ignored: only hypervisors for ARM64 have a choice.',
    remedy: 'Remove JAILHOUSE_CELL_AARCH32, or correct the architecture.',
    evidence: 'Only the ARM64 hypervisor reads the flag, when it resets a CPU.',
    needs: 'system',
  },
  ({ cell: { flags }, isRoot, title, path }, set) => {
    const architecture = systemInSet(set)?.system.architecture;
    if (isRoot || architecture === undefined || architecture === architectures.ARM64) {
      return undefined;
    }
    if ((flags & cellFlags.AARCH32) === 0) return undefined;
    const rest = (flags & ~cellFlags.AARCH32) >>> 0;
    const spelling = flagSpelling('cell', rest);
    return {
      wrong: `${title} has JAILHOUSE_CELL_AARCH32 on ${valueName('architecture', architecture)}.`,
      at: path('flags'),
      fix: { title: 'Remove the flag', edits: [setValue(path('flags'), BigInt(rest), spelling)] },
    };
  },
);
