// SPDX-License-Identifier: MIT
// From faults to what can have caused them, in terms of the configurations.
import type { SystemSet } from '../config.js';
import { explainTrap, explainSmc } from './causes/arm-trap.js';
import { explainBringUp } from './causes/bring-up.js';
import {
  explainControlRegister,
  explainInstruction,
  explainMsr,
  explainVirtualization,
  explainVmExit,
} from './causes/cpu-registers.js';
import { explainDriver } from './causes/driver.js';
import { explainHypervisorFault, explainLostCpu } from './causes/hypervisor-fault.js';
import { explainApic, explainIoapic, explainRoute } from './causes/interrupt-controllers.js';
import { explainIommuAccess, explainIommuEvent } from './causes/iommu-event.js';
import { explainMemory } from './causes/memory-access.js';
import { explainPciConfig, explainPciInterrupt } from './causes/pci-config.js';
import { explainPort } from './causes/port-access.js';
import { explainRefusal } from './causes/refusal.js';
import { explainErrno } from './causes/request-error.js';
import { explainWarning } from './causes/warning.js';
import type { Explanation, Findings } from './cause.js';
import type { Fault, FaultReport, Operation } from './fault.js';
import { mergeRequests } from './parse/merge-requests.js';
import { parseConsole } from './parse/parse-console.js';
import { formatHex } from '../format.js';
import { decodeSyndrome } from './syndrome.js';
import { sceneOf } from './scene.js';
import type { Scene } from './scene.js';

export interface ExplainOptions {
  /** What was asked for, where the text does not tell. */
  readonly operation?: Operation;
}

/** Everything in a console's text that went wrong, in its order. Total. */
export function explainText(
  text: string,
  set: SystemSet,
  { operation }: ExplainOptions = {},
): Explanation[] {
  const reports = parseConsole(text);
  const explained = mergeRequests(reports)
    .filter(({ fault }) => fault.kind !== 'lifecycle')
    .filter(isFirstOfItsKind)
    .map((report) => explainReport(report, set, { ...(operation && { operation }) }));
  if (explained.length > 0) return explained;
  const stopped = explainBringUp(reports, sceneOf({}, set, operation));
  return stopped ? [stopped] : [];
}

/** One fault, read from text or made of what a debugger knows. */
export function explainReport(
  report: FaultReport,
  set: SystemSet,
  { operation }: ExplainOptions = {},
): Explanation {
  const scene = sceneOf(report, set, operation);
  const findings = findingsOf(report.fault, scene, report);
  return { report, ...findings, happened: [...findings.happened, ...aroundIt(report, scene)] };
}

/** What the report says beside the fault itself. */
function aroundIt(
  { fault, cpu, outcome, syndrome, registers }: FaultReport,
  { subject }: Scene,
): string[] {
  const program = isProgram(registers) && fault.kind !== 'hypervisor';
  const notes =
    fault.kind === 'memory' && syndrome !== undefined ? decodeSyndrome(syndrome).notes : [];
  const pc = registers?.['pc'] ?? registers?.['rip'];
  const at =
    pc === undefined || fault.kind === 'hypervisor'
      ? ''
      : ` at the instruction at ${formatHex(pc)}`;
  const told = [...notes, ...(program ? ['It was a program, not the kernel.'] : [])];
  if (outcome === undefined || fault.kind === 'cpu-lost') return told;
  const what =
    outcome === 'parked'
      ? `is parked${at}; ${subject?.isRoot === true ? 'only a reset of the machine brings it back' : 'it lives again when its cell is started anew'}`
      : 'is stopped until the machine is reset';
  return [...told, `${cpu === undefined ? 'The CPU' : `CPU ${cpu}`} ${what}.`];
}

/** EL0 by SPSR, or ring 3 by the code segment. */
function isProgram(registers: FaultReport['registers']): boolean {
  const spsr = registers?.['spsr'];
  const cs = registers?.['cs'];
  return (spsr !== undefined && (spsr & 0x1fn) === 0n) || (cs !== undefined && (cs & 3n) === 3n);
}

/** A driver says the same thing in two lines, and devices repeat themselves. */
function isFirstOfItsKind(
  report: FaultReport,
  index: number,
  all: readonly FaultReport[],
): boolean {
  const { kind } = report.fault;
  if (kind !== 'driver' && kind !== 'iommu-event' && kind !== 'warning') return true;
  const key = keyOf(report.fault);
  return all.findIndex(({ fault }) => fault.kind === kind && keyOf(fault) === key) === index;
}

function keyOf(fault: Fault): string {
  if (fault.kind === 'driver') return fault.about;
  return JSON.stringify(fault, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString(16) : value,
  );
}

function findingsOf(fault: Fault, scene: Scene, report: FaultReport): Findings {
  switch (fault.kind) {
    case 'memory':
      return explainMemory(fault, scene, report);
    case 'port':
      return explainPort(fault, scene);
    case 'msr':
      return explainMsr(fault, scene);
    case 'control-register':
      return explainControlRegister(fault, scene);
    case 'apic':
      return explainApic(fault, scene);
    case 'instruction':
      return explainInstruction(fault, scene, report);
    case 'pci-config':
      return explainPciConfig(fault, scene);
    case 'pci-interrupt':
      return explainPciInterrupt(fault, scene);
    case 'ioapic':
      return explainIoapic(fault, scene);
    case 'iommu-access':
      return explainIommuAccess(fault, scene);
    case 'iommu-event':
      return explainIommuEvent(fault, scene);
    case 'vm-exit':
      return explainVmExit(fault, scene, report);
    case 'virtualization':
      return explainVirtualization(fault, scene);
    case 'trap':
      return explainTrap(fault, scene, report);
    case 'smc':
      return explainSmc(fault, scene);
    case 'interrupt-route':
      return explainRoute(fault, scene);
    case 'hypervisor':
      return explainHypervisorFault(fault, scene, report);
    case 'refusal':
      return explainRefusal(fault, scene);
    case 'errno':
      return explainErrno(fault, scene);
    case 'warning':
      return explainWarning(fault, scene, report.text);
    case 'driver':
      return explainDriver(fault, scene);
    case 'cpu-lost':
      return explainLostCpu(fault, scene, report);
    case 'lifecycle':
      return { happened: [report.text?.trim() ?? fault.stage], causes: [] };
  }
}
