// SPDX-License-Identifier: MIT
// The hypervisor itself went wrong, a CPU was lost, or bringing up stopped.
import { formatHex, formatRange } from '../../format.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { CpuLostFault, FaultReport, HypervisorFault } from '../fault.js';
import { knownDevices } from '../known-devices.js';
import { contains, systemPath } from '../scene.js';
import type { Scene } from '../scene.js';
import { exceptionClassName } from '../syndrome.js';
import { isX86 } from '../scene.js';

const x86Exceptions: Readonly<Record<number, string>> = {
  0: 'division error',
  3: 'breakpoint',
  6: 'invalid opcode',
  8: 'double fault',
  13: 'general protection fault',
  14: 'page fault',
  18: 'machine check',
};

export function explainHypervisorFault(
  fault: HypervisorFault,
  scene: Scene,
  report: FaultReport,
): Findings {
  const { exception, address } = fault;
  const isPc = report.message === 'x86-hypervisor-exception';
  const name =
    exception === undefined
      ? 'an abort'
      : isPc
        ? `exception ${exception} (${x86Exceptions[exception] ?? 'unexpected'})`
        : exceptionClassName(exception);
  const where = address === undefined ? '' : ` at ${formatHex(address)}`;
  const causes: Cause[] = [];
  const found =
    address === undefined
      ? undefined
      : knownDevices(scene).find(({ range }) => contains(range, address));
  if (found) {
    causes.push({
      title: `the hypervisor accessed ${found.name}, and nothing answered`,
      likelihood: 'likely',
      explanation:
        'The address in the configuration is not where the device is, or its clock is off.',
      ...(found.at && { at: found.at }),
    });
  }
  if (scene.system) {
    const { hypervisorMemory, debugConsole } = scene.system.config.system;
    causes.push({
      title: 'a device that platform_info names is not there',
      likelihood: 'possible',
      explanation: `The hypervisor itself drives the interrupt controller, IOMMUs and the debug console at ${formatHex(debugConsole.address)}. Compare their addresses with the device tree or ACPI tables.`,
      at: systemPath(scene.system, 'platformInfo'),
    });
    causes.push({
      title: "someone writes into the hypervisor's memory",
      likelihood: 'possible',
      explanation: `hypervisor_memory is ${formatRange(hypervisorMemory.physStart, hypervisorMemory.size)}. Linux, firmware and devices without an IOMMU have to keep out: reserve it, and check that no region covers it.`,
      at: systemPath(scene.system, 'hypervisorMemory'),
    });
  }
  return {
    happened: [
      `The hypervisor itself failed: ${name}${where}. The CPU is stopped until the machine is reset.`,
    ],
    causes: ranked([
      ...causes,
      {
        title: 'a bug of the hypervisor',
        likelihood: 'possible',
        explanation: `Look up ${isX86(scene) === true ? 'RIP' : 'pc'} and the frames in hypervisor.elf, and report them with the configurations.`,
      },
    ]),
  };
}

export function explainLostCpu(
  _fault: CpuLostFault,
  { who }: Scene,
  report: FaultReport,
): Findings {
  const cpu = report.cpu === undefined ? 'A CPU' : `CPU ${report.cpu}`;
  const verb = report.outcome === 'stopped' ? 'stopped' : 'parked';
  return {
    happened: [`${cpu} of ${who} was ${verb}; the lines that say why are missing.`],
    causes: [
      {
        title: 'the beginning of the report is not in this text',
        likelihood: 'likely',
        explanation:
          'The reason stands above the register dump. The virtual console keeps 2048 bytes only; take the text from the UART, or follow the console while it happens.',
      },
    ],
  };
}
