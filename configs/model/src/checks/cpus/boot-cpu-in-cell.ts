// SPDX-License-Identifier: MIT
// CPU 0 of a PC in a cell: Linux does not let it go.
import { cpusOf } from '../../config.js';
import { setValue } from '../../fix.js';
import { cellCheck, isX86 } from '../../member-check.js';

export const bootCpuInCell = cellCheck(
  {
    id: 'boot-cpu-in-cell',
    severity: 'error',
    describe: 'A cell of x86 wants CPU 0.',
    consequence:
      'Linux cannot take its boot CPU offline on x86, so that the driver refuses to create the cell.',
    remedy: 'Clear bit 0 of the CPU set.',
    evidence: 'The driver refuses CPU 0 on x86 (EINVAL); seen on the mailing list.',
    predicts: { outcome: 'refused' },
  },
  (place) => {
    const { cell, isRoot, title, path } = place;
    const cpus = cpusOf(cell);
    if (isRoot || !isX86(place) || cpus[0] !== 0) return undefined;
    const rest = (cell.cpuSet[0] ?? 0) & ~1;
    return {
      wrong: `${title} wants CPU 0, the boot CPU.`,
      at: path('cpuSet', 0),
      ...(cpus.length > 1 && {
        fix: { title: 'Leave out CPU 0', edits: [setValue(path('cpuSet', 0), BigInt(rest))] },
      }),
    };
  },
);
