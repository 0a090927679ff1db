// SPDX-License-Identifier: MIT
// Where bringing up the hypervisor has got to, when the console just ends.
import type { Cause, Explanation, Findings } from '../cause.js';
import type { FaultReport, LifecycleEvent } from '../fault.js';
import { cpusOf } from '../../config.js';
import { systemPath } from '../scene.js';
import type { Scene } from '../scene.js';

interface Stage extends FaultReport {
  readonly fault: LifecycleEvent;
}

const bringUp = [
  'initializing',
  'code-location',
  'page-pool',
  'processors',
  'processor',
  'unit',
  'activating',
];

/** Undefined where the hypervisor came up, or nothing was said of bringing up. */
export function explainBringUp(
  reports: readonly FaultReport[],
  scene: Scene,
): Explanation | undefined {
  const start = reports.findLastIndex(
    ({ fault }) => fault.kind === 'lifecycle' && fault.stage === 'initializing',
  );
  if (start < 0) return undefined;
  const stages = reports
    .slice(start)
    .filter((report): report is Stage => report.fault.kind === 'lifecycle');
  const last = stages.at(-1);
  if (!last || !bringUp.includes(last.fault.stage)) return undefined;
  const failed = stages.find(({ fault }) => fault.stage === 'processor' && fault.isFine === false);
  return { report: failed ?? last, ...findings(failed ?? last, stages, scene) };
}

function findings({ fault }: Stage, stages: readonly Stage[], scene: Scene): Findings {
  const cpu = fault.cpu === undefined ? 'a CPU' : `CPU ${fault.cpu}`;
  if (fault.stage === 'processor' && fault.isFine === false) {
    return told(`${cpu} could not be initialised.`, {
      title: 'the CPU lacks a feature, or is in a state that cannot be taken over',
      likelihood: 'likely',
      explanation:
        'The error that enabling returns tells more. All CPUs need the same features and the same mode of their APIC or GIC.',
    });
  }
  switch (fault.stage) {
    case 'processors':
    case 'processor':
      return told(
        fault.isFine === true
          ? `Bringing up stopped after ${cpu}.`
          : `Bringing up stopped at ${cpu}.`,
        waitingForCpus(stages, scene),
        {
          title: 'the CPU hung when virtualisation was switched on for it',
          likelihood: 'possible',
          explanation:
            'Firmware that has not set up EL2 on all CPUs, or a hypervisor below this one, looks like this.',
        },
      );
    case 'unit':
      return told(`Bringing up stopped in unit ${fault.name ?? ''}.`, {
        title: `the device of unit ${fault.name ?? ''} does not answer where platform_info says`,
        likelihood: 'likely',
        explanation:
          'Compare its address and size with the device tree or ACPI tables; its clock or power domain may be off.',
        ...(scene.system && { at: systemPath(scene.system, 'platformInfo') }),
      });
    case 'activating':
      return told('The hypervisor came up, and the console ends there.', {
        title: 'the root cell lost its interrupts or its memory when it went on',
        likelihood: 'possible',
        explanation:
          'A hang right after this line comes from regions over the interrupt controller, from memory that Linux uses and no region covers, or from a console that stops when the root cell takes it over. If Linux goes on, nothing is wrong.',
        ...(scene.system && {
          at: { config: scene.system.name, steps: ['rootCell', 'memoryRegions'] as const },
        }),
      });
    default:
      return told('Bringing up stopped early.', {
        title: 'the hypervisor found something that it cannot work with',
        likelihood: 'likely',
        explanation:
          'The error that enabling returns tells more: memory too small, console, units.',
        ...(scene.system && { at: systemPath(scene.system, 'hypervisorMemory') }),
      });
  }
}

function told(happened: string, ...causes: readonly Cause[]): Findings {
  return { happened: [happened], causes };
}

function waitingForCpus(stages: readonly Stage[], { members }: Scene): Cause {
  const done = new Set(
    stages.flatMap(({ fault }) =>
      fault.stage === 'processor' && fault.isFine === true ? [fault.cpu] : [],
    ),
  );
  const root = members.find(({ isRoot }) => isRoot);
  const missing = root ? cpusOf(root.cell).filter((cpu) => !done.has(cpu)) : [];
  return {
    title:
      missing.length > 0
        ? `CPU ${missing.join(', ')} did not arrive`
        : 'the other CPUs did not arrive',
    likelihood: 'likely',
    explanation:
      'All CPUs that are on line call the hypervisor. One that is stuck in the kernel, or on line but not in the configuration, stops all.',
    ...(root && { at: root.path('cpuSet') }),
  };
}
