// SPDX-License-Identifier: MIT
// Lines that go on with the fault of a line before: more about a VM exit, an
// IOMMU's event, an exception of the hypervisor, or a second word on the same access.
import type { Fault, FaultReport } from '../fault.js';
import { iommuEventDetails } from './device-messages.js';
import { hex, hexNumber } from './message.js';

type Group = (n: number) => string;

interface Continuation {
  readonly kind: Fault['kind'];
  readonly pattern: RegExp;
  readonly read: (group: Group) => Partial<Fault>;
}

const continuations: readonly Continuation[] = [
  {
    kind: 'vm-exit',
    pattern: /qualification (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ qualification: hex(group(1)) }),
  },
  {
    kind: 'vm-exit',
    pattern: /guest phys(?: addr)?: (?:0x)?([0-9a-f]{1,16}) guest linear: (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ physical: hex(group(1)), linear: hex(group(2)) }),
  },
  {
    kind: 'hypervisor',
    pattern: /Error code: (?:0x)?([0-9a-f]{1,8})/i,
    read: (group) => ({ errorCode: hexNumber(group(1)) }),
  },
  {
    kind: 'hypervisor',
    pattern: /\b(?:CR2|far): (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ address: hex(group(1)) }),
  },
  ...iommuEventDetails.map((detail) => ({ kind: 'iommu-event' as const, ...detail })),
];

/** What a line adds to the fault that is told; undefined: nothing. */
export function continuationOf(line: string, fault: Fault): Fault | undefined {
  for (const { kind, pattern, read } of continuations) {
    if (fault.kind !== kind) continue;
    const match = pattern.exec(line);
    if (match) return { ...fault, ...read((n) => match[n] ?? '') } as Fault;
  }
  return undefined;
}

/** `Physical CPU ID: 2` of a faulting hypervisor. */
export function physicalCpuOf(line: string): number | undefined {
  const match = /Physical CPU ID: (\d{1,5})/i.exec(line);
  return match ? Number(match[1]) : undefined;
}

/** How a dump ends. Newer hypervisors name the cell, the first ones did not. */
export function endOf(
  line: string,
): (Required<Pick<FaultReport, 'cpu' | 'outcome'>> & Pick<FaultReport, 'cell'>) | undefined {
  const match = /(Parking|Stopping) CPU (\d{1,5})(?: \(Cell: "([^"]{0,31})"\))?\s*$/i.exec(line);
  if (!match) return undefined;
  const [, verb = '', cpu = '', cell] = match;
  return {
    cpu: Number(cpu),
    outcome: /^parking/i.test(verb) ? 'parked' : 'stopped',
    ...(cell !== undefined && { cell }),
  };
}
