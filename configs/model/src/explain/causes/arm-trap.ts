// SPDX-License-Identifier: MIT
// Arm: instructions that trap to the hypervisor and that no cell may use, and
// calls of firmware.
import type { Cause, Findings } from '../cause.js';
import type { FaultReport, SmcFault, TrapFault } from '../fault.js';
import type { Scene } from '../scene.js';
import { decodeSyndrome, exceptionClassName } from '../syndrome.js';
import { capital } from './access-words.js';

export function explainTrap(fault: TrapFault, scene: Scene, report: FaultReport): Findings {
  const { exceptionClass } = fault;
  const { who } = scene;
  const called = report.registers?.['x0'] ?? report.registers?.['r0'];
  const isSmc = exceptionClass === 0x13 || exceptionClass === 0x17;
  if (isSmc && called !== undefined) return explainSmc({ kind: 'smc', function: called }, scene);
  const notes = report.syndrome === undefined ? [] : decodeSyndrome(report.syndrome).notes;
  const happened = [
    `${capital(who)} did what traps to the hypervisor and is not allowed: ${exceptionClassName(exceptionClass)}.`,
    ...notes,
  ];
  return { happened, causes: [trapCause(exceptionClass)] };
}

function trapCause(exceptionClass: number): Cause {
  switch (exceptionClass) {
    case 0x00:
      return {
        title: 'the guest executed something that is no instruction here',
        likelihood: 'likely',
        explanation:
          'Most often the guest runs through memory that holds no code: an image for another architecture or loaded at another address, a wild jump, or the wrong register width (JAILHOUSE_CELL_AARCH32). pc in the dump tells where.',
      };
    case 0x12:
    case 0x16:
      return {
        title: 'the guest made a hypercall with an immediate that nobody knows',
        likelihood: 'certain',
        explanation:
          'Hypercalls are `hvc #0x4a48`; `hvc #0` goes to the emulated firmware where that is supported. A guest built for another hypervisor, or PSCI by HVC in its device tree (method = "hvc"), ends here: use method = "smc".',
      };
    case 0x13:
    case 0x17:
      return {
        title: 'the guest called firmware in a way that nobody answers',
        likelihood: 'likely',
        explanation: 'Guests have PSCI and the architecture calls of SMCCC only, with `smc #0`.',
      };
    case 0x03:
    case 0x04:
    case 0x05:
    case 0x06:
    case 0x08:
    case 0x0c:
    case 0x18:
      return {
        title: 'the guest accessed a system register that cells do not have',
        likelihood: 'likely',
        explanation:
          "Registers of debugging, performance counters, power management or of the GIC's own trap to the hypervisor. No configuration grants them; turn the feature off in the guest (perf, hardware breakpoints, GIC version).",
      };
    case 0x07:
    case 0x19:
      return {
        title: 'the guest used SVE or floating point that is switched off for it',
        likelihood: 'likely',
        explanation:
          'Build the guest without SVE, and enable floating point in CPACR_EL1 before it is used.',
      };
    case 0x20:
    case 0x24:
      return {
        title: 'no memory region covers or allows the access',
        likelihood: 'likely',
        explanation: 'The line above the trap tells the address; without it, it is lost.',
      };
    default:
      return {
        title: 'the exception is none that cells may cause',
        likelihood: 'possible',
        explanation: 'pc in the dump tells where; no configuration grants it.',
      };
  }
}

export function explainSmc(fault: SmcFault, { who }: Scene): Findings {
  const number = Number(fault.function & 0xffffffffn);
  const owner = (number >>> 24) & 0x3f;
  const owners: Readonly<Record<number, string>> = {
    0: 'the architecture',
    1: 'the CPU maker',
    2: 'the chip maker (SiP)',
    3: 'the board maker',
    4: 'standard services such as PSCI',
    5: 'standard hypervisor services',
    6: 'vendor hypervisor services',
  };
  return {
    happened: [
      `${capital(who)} called firmware with function 0x${number.toString(16)}, of ${owners[owner] ?? 'a trusted application'}, which is not passed on.`,
    ],
    causes: [
      {
        title: 'the guest asks firmware for something that cells do not have',
        likelihood: 'certain',
        explanation:
          owner === 0
            ? 'Of the architecture calls, version, features and the work-arounds 1 and 2 are answered. A kernel that is newer than the hypervisor asks for more: turn the mitigation off in the guest (for example ssbd=force-off, or mitigations=off).'
            : 'Clocks, power domains, fuses and crypto by firmware belong to the root cell. Let the root cell set them up, and use fixed clocks in the device tree of the guest.',
      },
    ],
  };
}
