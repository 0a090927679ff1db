// SPDX-License-Identifier: MIT
// An access to I/O ports that the cell was not given.
import { setValue } from '../../fix.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { PortFault } from '../fault.js';
import { addPorts } from '../fixes.js';
import { portDeviceAt } from '../ports.js';
import type { Scene, SceneMember } from '../scene.js';

const hex = (port: number): string => `0x${port.toString(16)}`;

export function explainPort(fault: PortFault, scene: Scene): Findings {
  const { port, size, access } = fault;
  const { subject, who } = scene;
  const device = portDeviceAt(port);
  const what = device ? `, ${device.name},` : '';
  const bytes = size > 0 ? ` of ${size} byte${size === 1 ? '' : 's'}` : '';
  const happened = [
    `The ${access}${bytes} at I/O port ${hex(port)}${what} by ${who} was not allowed.`,
  ];
  if (port === 0x64 && access === 'write') return { happened, causes: [keyboardReset()] };
  if (!subject) return { happened, causes: [missing(fault, undefined)] };
  return {
    happened,
    causes: ranked([
      ...cutShort(fault, subject),
      ...pmTimer(fault, scene),
      ...held(fault, scene, subject),
      missing(fault, subject),
      ...astray(fault, subject),
    ]),
  };
}

function keyboardReset(): Cause {
  return {
    title: 'the cell wrote a command to the keyboard controller that would reset the machine',
    likelihood: 'certain',
    explanation:
      'Pulses on its output lines reset the whole machine, so the hypervisor refuses them to every cell, with or without a PIO region. Linux does this when it reboots: start it with reboot=t or another way, and find out why it reboots.',
  };
}

/** A region that begins inside the access or ends inside it. */
function cutShort({ port, size }: PortFault, subject: SceneMember): Cause[] {
  const end = port + Math.max(1, size);
  return subject.cell.pioRegions.flatMap(({ base, length }, index): Cause[] => {
    const stop = base + length;
    if (base >= end || stop <= port) return [];
    if (base <= port && end <= stop) {
      return [
        {
          title: `PIO region ${index} of ${subject.title} allows it`,
          likelihood: 'likely',
          explanation:
            'The cell was created from another version of its configuration, or used a string instruction (INS, OUTS, REP), which the hypervisor does not carry out.',
          at: subject.path('pioRegions', index),
        },
      ];
    }
    const first = Math.min(base, port);
    const span = Math.max(stop, end) - first;
    return [
      {
        title: `PIO region ${index} of ${subject.title} covers only a part of the access`,
        likelihood: 'certain',
        explanation: `The region has ports ${hex(base)} to ${hex(stop - 1)}, the access ${hex(port)} to ${hex(end - 1)}. Enlarge the region, or use narrower accesses.`,
        at: subject.path('pioRegions', index),
        fix: {
          title: `Let PIO region ${index} of ${subject.title} have ports ${hex(first)} to ${hex(first + span - 1)}`,
          edits: [
            ...(first === base
              ? []
              : [setValue(subject.path('pioRegions', index, 'base'), BigInt(first))]),
            setValue(subject.path('pioRegions', index, 'length'), BigInt(span)),
          ],
        },
      },
    ];
  });
}

function pmTimer({ port, size }: PortFault, { system }: Scene): Cause[] {
  if (!system) return [];
  const timer = system.config.system.platformInfo.x86.pmTimerAddress;
  if (timer === 0 || port < timer || port >= timer + 4) return [];
  return [
    {
      title: `the access to the power management timer is ${size * 8} bits wide`,
      likelihood: 'likely',
      explanation: `Every cell may read the timer at ${hex(timer)} with 32 bits; other accesses, writes included, need a PIO region.`,
      at: { config: system.name, steps: ['system', 'platformInfo', 'x86', 'pmTimerAddress'] },
    },
  ];
}

/** Ports of another cell: two cells can have one, but nothing keeps them apart. */
function held({ port }: PortFault, { members }: Scene, subject: SceneMember): Cause[] {
  return members
    .filter((member) => member !== subject)
    .flatMap((member) =>
      member.cell.pioRegions.flatMap(({ base, length }, index): Cause[] =>
        port < base || port >= base + length
          ? []
          : [
              {
                title: `the port belongs to ${member.isRoot ? 'the root cell' : 'cell'} ${member.title}`,
                likelihood: subject.isRoot && !member.isRoot ? 'certain' : 'possible',
                explanation:
                  subject.isRoot && !member.isRoot
                    ? 'Ports that a cell is given leave the root cell until the cell is destroyed. Unbind the driver that uses them in the root cell, or leave them out of the cell.'
                    : 'Ports have no shared mode: giving them to this cell takes them from the root cell.',
                at: member.path('pioRegions', index),
              },
            ],
      ),
    );
}

/** Code that is none touches any port; firmware's own ports are in no table. */
function astray({ port }: PortFault, subject: SceneMember): Cause[] {
  if (portDeviceAt(port)) return [];
  return [
    subject.isRoot
      ? {
          title: 'the port belongs to the chipset or to firmware',
          likelihood: 'possible',
          explanation:
            'ACPI moves power states and timers by such ports, and /proc/ioports does not always name them. Compare with the tables of the firmware (FADT, processor blocks) before you allow a wider range.',
          at: subject.path('pioRegions'),
        }
      : {
          title: 'the guest runs through memory that holds no code',
          likelihood: 'possible',
          explanation:
            'A port that no device has, with RIP somewhere odd, comes from an image at another address than the CPU starts at: compare the load address with cpu_reset_address.',
          at: subject.path('cpuResetAddress'),
        },
  ];
}

function missing({ port, size }: PortFault, subject: SceneMember | undefined): Cause {
  const device = portDeviceAt(port);
  const base = device?.base ?? port;
  const length = device?.length ?? Math.max(1, size);
  const caution = device?.caution === undefined ? '' : ` ${device.caution}`;
  const isFiltered = base === 0xcf8;
  return {
    title: isFiltered
      ? 'the PCI configuration ports allow only what belongs to the cell'
      : `no PIO region covers port ${hex(port)}`,
    likelihood: 'likely',
    explanation: isFiltered
      ? (device?.caution ?? '')
      : `If the cell is to use ${device?.name ?? 'it'}, give it a PIO region: PIO_RANGE(${hex(base)}, ${hex(length)}).${caution}`,
    ...(subject && { at: subject.path('pioRegions') }),
    ...(subject &&
      !isFiltered && {
        fix: addPorts(
          subject,
          base,
          length,
          (device?.name ?? `port ${hex(port)}`).replace(/^the /, ''),
        ),
      }),
  };
}
