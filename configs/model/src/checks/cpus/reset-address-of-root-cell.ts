// SPDX-License-Identifier: MIT
// A reset address for a cell that is never reset.
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { systemCheck } from '../../member-check.js';

export const resetAddressOfRootCell = systemCheck(
  {
    id: 'reset-address-of-root-cell',
    severity: 'information',
    describe: 'The root cell has a reset address.',
    consequence: 'It has no effect: the root cell goes on where Linux is, and is never reset.',
    remedy: 'Leave cpu_reset_address out.',
    evidence: 'The hypervisor reads the address when it starts another cell.',
  },
  ({ root: { cell, title, path } }) => {
    if (cell.cpuResetAddress === 0n) return undefined;
    const at = path('cpuResetAddress');
    return {
      wrong: `The root cell ${title} has the reset address ${formatHex(cell.cpuResetAddress)}.`,
      at,
      fix: { title: 'Set it to 0', edits: [setValue(at, 0n)] },
    };
  },
);
