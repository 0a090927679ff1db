// SPDX-License-Identifier: MIT
// A cell without a CPU.
import { cpusOf } from '../../config.js';
import { setValue } from '../../fix.js';
import { cellCheck, systemInSet } from '../../member-check.js';

export const cpuSetEmpty = cellCheck(
  {
    id: 'cpu-set-empty',
    severity: 'error',
    describe: 'The CPU set of a cell is empty.',
    consequence:
      'Nothing could ever run there: the hypervisor refuses a cell with REFUSAL_CPU_SET_SIZE, and a system whose root cell does not have all online CPUs with REFUSAL_CPUS_NOT_ONLINE.',
    remedy: 'Set the bits of its CPUs; bit n is CPU n.',
    evidence: 'The hypervisor refuses it (EINVAL).',
    predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_SET_SIZE' },
  },
  ({ cell, isRoot, title, path }, set) => {
    if (cpusOf(cell).length > 0) return undefined;
    const root = systemInSet(set)?.root;
    const cpu = !isRoot && root !== undefined ? cpusOf(root.cell).at(-1) : undefined;
    const isInSet = cpu !== undefined && cpu >> 3 < cell.cpuSet.length;
    return {
      wrong: `The CPU set of ${title} is empty.`,
      at: path('cpuSet'),
      ...(isInSet && {
        fix: {
          title: `Give it CPU ${cpu}`,
          edits: [setValue(path('cpuSet', cpu >> 3), BigInt(1 << (cpu & 7)))],
        },
      }),
    };
  },
);
