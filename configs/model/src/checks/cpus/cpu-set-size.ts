// SPDX-License-Identifier: MIT
// A CPU set of a size that hypervisors do not read well.
import { cellCheck } from '../../member-check.js';

const largest = 4096;
const word = 8;

export const cpuSetSize = cellCheck(
  {
    id: 'cpu-set-size',
    severity: 'error',
    describe: 'The CPU set has an impossible size.',
    consequence:
      'More than 4096 bytes are refused with REFUSAL_CPU_SET_SIZE. The hypervisor reads a CPU set by whole words of 8 bytes, so that of another size it takes bytes of the memory regions for CPUs.',
    remedy: 'Declare the CPU set as __u64 cpus[n] and count it by sizeof(config.cpus).',
    evidence: 'The hypervisor refuses more than a page (EINVAL) and uses words of 64 bits.',
    predicts: { outcome: 'refused', reason: 'REFUSAL_CPU_SET_SIZE' },
  },
  ({ cell: { cpuSet }, title, path }) => {
    const { length } = cpuSet;
    const isTooLarge = length > largest;
    if (length === 0 || (length % word === 0 && !isTooLarge)) return undefined;
    return {
      wrong: `The CPU set of ${title} has ${length} bytes, ${isTooLarge ? 'more than 4096' : 'no multiple of 8'}.`,
      at: path('cpuSet'),
      ...(!isTooLarge && { severity: 'warning' }),
    };
  },
);
