// SPDX-License-Identifier: MIT
// Registers from which instructions may be fetched.
import { regionCheck, flagsFix, hasAny } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const executableRegisters = regionCheck(
  {
    id: 'executable-registers',
    severity: 'information',
    describe: 'A region of registers may be executed.',
    consequence:
      'Instructions fetched from registers have side effects on devices. Where the flag is honoured, the processor may fetch from there ahead of time.',
    remedy: 'Remove JAILHOUSE_MEM_EXECUTE, or JAILHOUSE_MEM_IO if it is memory.',
    evidence:
      'Arm ARM (B2.7.2): fetching from device memory that is not marked execute-never may be done speculatively.',
  },
  judge,
);

function judge(place: RegionInSet): RegionFinding | undefined {
  if (!hasAny(place.region, 'IO') || !hasAny(place.region, 'EXECUTE')) return undefined;
  return {
    message:
      'is marked both IO and EXECUTE: registers are nothing to run code from, and fetching from them can disturb a device. ' +
      'Remove JAILHOUSE_MEM_EXECUTE, or JAILHOUSE_MEM_IO if it is memory.',
    field: 'flags',
    fix: flagsFix(place, 'Remove EXECUTE', { clear: ['EXECUTE'] }),
  };
}
