// SPDX-License-Identifier: MIT
// CPUs that a GICv2 cannot reach.
import { cpusOf } from '../../config.js';
import { architectures } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatNumbers } from '../../interrupts.js';
import { systemCheck } from '../../member-check.js';

const interfaces = 8;

export const tooManyCpusForGicv2 = systemCheck(
  {
    id: 'too-many-cpus-for-gicv2',
    severity: 'error',
    describe: 'A system with a GICv2 has a CPU beyond the eighth.',
    consequence:
      'A GICv2 has 8 CPU interfaces; the hypervisor refuses to start on another CPU, because no interrupt can be sent to it.',
    remedy: 'Correct the CPU set, or .gic_version if the machine has a GICv3.',
    evidence: 'ARM IHI 0048: the target lists of a GICv2 have 8 bits.',
    predicts: { outcome: 'refused' },
  },
  ({ system, root: { cell, title, path }, at }) => {
    if (system.architecture === architectures.X86) return undefined;
    const { gicVersion } = system.platformInfo.arm;
    const beyond = cpusOf(cell).filter((cpu) => cpu >= interfaces);
    if (gicVersion !== 2 || beyond.length === 0) return undefined;
    const bytes = [...new Set(beyond.map((cpu) => cpu >> 3))];
    const [byte = 1] = bytes;
    return {
      wrong: `The root cell ${title} has CPU ${formatNumbers(beyond)}, and the interrupt controller is a GICv2.`,
      at: path('cpuSet', byte),
      related: [
        { at: at('platformInfo', 'arm', 'gicVersion'), message: 'The version of the GIC.' },
      ],
      ...(bytes.length === 1 && {
        fix: {
          title: `Leave out CPU ${formatNumbers(beyond)}`,
          edits: [setValue(path('cpuSet', byte), 0n)],
        },
      }),
    };
  },
);
