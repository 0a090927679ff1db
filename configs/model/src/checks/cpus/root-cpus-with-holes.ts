// SPDX-License-Identifier: MIT
// A root cell that lacks a CPU between others.
import { cpusOf } from '../../config.js';
import { setValue } from '../../fix.js';
import { formatNumbers } from '../../interrupts.js';
import { systemCheck } from '../../member-check.js';

export const rootCpusWithHoles = systemCheck(
  {
    id: 'root-cpus-with-holes',
    severity: 'information',
    describe: 'The root cell lacks a CPU between others.',
    consequence:
      'The CPUs of the root cell must be those that are online when the hypervisor is enabled, or it is refused with REFUSAL_CPUS_NOT_ONLINE.',
    remedy: 'Keep it so only if the CPUs between are offline or do not exist.',
    evidence: 'The hypervisor compares the two (EINVAL); some machines do number their CPUs so.',
  },
  ({ root: { cell, title, path } }) => {
    const cpus = cpusOf(cell);
    const last = cpus.at(-1) ?? -1;
    if (last + 1 === cpus.length) return undefined;
    const missing: number[] = [];
    const owned = new Set(cpus);
    for (let cpu = 0; cpu < last; cpu++) if (!owned.has(cpu)) missing.push(cpu);
    const bytes = [...new Set(missing.map((cpu) => cpu >> 3))];
    const [byte = 0] = bytes;
    const added = missing.reduce((bits, cpu) => bits | (1 << (cpu & 7)), 0);
    const whole = BigInt((cell.cpuSet[byte] ?? 0) | added);
    const names = `CPU${missing.length > 1 ? 's' : ''} ${formatNumbers(missing)}`;
    return {
      wrong: `The root cell ${title} has the CPUs ${formatNumbers(cpus)}, without ${names}.`,
      at: path('cpuSet'),
      ...(bytes.length === 1 && {
        fix: { title: `Add ${names}`, edits: [setValue(path('cpuSet', byte), whole)] },
      }),
    };
  },
);
