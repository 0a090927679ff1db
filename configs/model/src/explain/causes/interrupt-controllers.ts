// SPDX-License-Identifier: MIT
// Interrupt controllers: pins of an I/O APIC, destinations of an APIC, routes
// of a GIC.
import { cpusOf } from '../../config.js';
import { setValue } from '../../fix.js';
import type { Cause, Findings } from '../cause.js';
import type { ApicFault, InterruptRouteFault, IoapicFault } from '../fault.js';
import { wordOfInterrupt } from '../interrupt-bits.js';
import type { Scene } from '../scene.js';
import { capital } from './access-words.js';

export function explainIoapic(fault: IoapicFault, { subject, who }: Scene): Findings {
  const redirection = 0x10;
  const pin =
    fault.pin ??
    (fault.index !== undefined && fault.index >= redirection
      ? (fault.index - redirection) >> 1
      : undefined);
  if (fault.pin !== undefined) {
    return {
      happened: [`Pin ${fault.pin} of the I/O APIC is set up in a way that cannot be taken over.`],
      causes: [
        {
          title: 'Linux uses that pin in a mode other than fixed delivery through the IOMMU',
          likelihood: 'likely',
          explanation:
            'Boot with interrupt remapping on (no intremap=off, no noapic), and keep NMI, SMI and ExtINT off the pins of the I/O APIC.',
        },
      ],
    };
  }
  const chip = subject?.cell.irqchips[0];
  const title =
    pin === undefined ? 'that register is not allowed' : `pin ${pin} does not belong to ${who}`;
  return {
    happened: [
      `The ${fault.access ?? 'access'} of I/O APIC register 0x${(fault.index ?? 0).toString(16)} by ${who} was not allowed.`,
    ],
    causes: [
      {
        title,
        likelihood: 'likely',
        explanation:
          'A cell may set up the pins whose bits are set in the pin_bitmap of its irqchip, and each pin belongs to one cell. Compare with /proc/interrupts of the root cell, and mind that the entries of cell and root need the same .address and .id.',
        ...(subject && {
          at: chip ? subject.path('irqchips', 0, 'pinBitmap') : subject.path('irqchips'),
        }),
        ...(subject &&
          chip &&
          pin !== undefined &&
          pin < 128 && {
            fix: {
              title: `Give ${subject.title} pin ${pin} of the I/O APIC`,
              edits: [
                setValue(
                  subject.path('irqchips', 0, 'pinBitmap', pin >> 5),
                  BigInt(((chip.pinBitmap[pin >> 5] ?? 0) | (1 << (pin & 31))) >>> 0),
                ),
              ],
            },
          }),
      },
    ],
  };
}

const apicWords: Readonly<Record<ApicFault['why'], readonly [title: string, text: string]>> = {
  unhandled: [
    'the register is not one that the hypervisor answers for',
    'The guest touched a register of the local APIC that does not exist or that no cell may use.',
  ],
  'delivery-mode': [
    'the guest sent an interrupt in a mode that cells may not use',
    'Fixed, NMI, INIT and start-up interrupts between CPUs of the cell are possible; SMI and remote read are not.',
  ],
  'reserved-bits': [
    'the guest set reserved bits of its local APIC',
    'Such a write faults on hardware, too: look for a driver made for another mode of the APIC (xAPIC against x2APIC).',
  ],
  'lvt-delivery-mode': [
    'the guest set up an entry of its local vector table in a mode that cells may not use',
    'Fixed and NMI delivery are possible; ExtINT and SMI are not.',
  ],
  'xapic-in-x2apic-mode': [
    'the guest uses the memory interface of the APIC, but the CPU is in x2APIC mode',
    'The mode is that of the root cell (platform_info.x86.apic_mode). Let the guest use MSRs, or boot the root cell with nox2apic and set JAILHOUSE_APIC_MODE_XAPIC.',
  ],
  'access-width': [
    'registers of the APIC are accessed with 32 bits only',
    'Look for an access of another width in the guest; memcpy() on the APIC does that.',
  ],
  'ldr-or-dfr': [
    'the guest changes how its CPUs are addressed as groups',
    'The hypervisor keeps the flat logical mode that the root cell has set up; guests have to use physical destinations.',
  ],
  destination: [
    'an interrupt between CPUs had a destination outside of its cell',
    'It was dropped. The guest takes CPU numbers for its own that are not: compare its list of CPUs (MADT, boot parameters) with the cpus of the cell.',
  ],
};

export function explainApic({ why, value }: ApicFault, { subject, who }: Scene): Findings {
  const [title, explanation] = apicWords[why];
  const detail = value === undefined || why === 'destination' ? '' : ` (0x${value.toString(16)})`;
  return {
    happened: [
      why === 'destination'
        ? `CPU ${value?.toString() ?? '?'} sent an interrupt to a CPU outside of its cell; it was dropped.`
        : `${capital(who)} used its local APIC in a way that is not allowed${detail}.`,
    ],
    causes: [
      {
        title,
        likelihood: 'likely',
        explanation,
        ...(why === 'destination' && subject && { at: subject.path('cpuSet') }),
      },
    ],
  };
}

export function explainRoute({ interrupt }: InterruptRouteFault, scene: Scene): Findings {
  const { subject, who, members } = scene;
  const owners = members.filter(({ cell }) =>
    cell.irqchips.some((irqchip) => wordOfInterrupt(irqchip, interrupt) !== undefined),
  );
  const cpus = subject
    ? ` It has CPU${cpusOf(subject.cell).length === 1 ? '' : 's'} ${cpusOf(subject.cell).join(', ')}.`
    : '';
  const causes: Cause[] = [
    {
      title: `the guest takes CPUs for its own that ${who} does not have`,
      likelihood: 'likely',
      explanation: `The GIC was told to deliver interrupt ${interrupt} to another cell's CPU, and the hypervisor left the route as it was.${cpus} Guests have to read GICD_ITARGETSR of a private interrupt, or MPIDR, to learn their CPU, and take no CPU for number 0.`,
      ...(subject && { at: subject.path('cpuSet') }),
    },
    ...owners
      .filter((owner) => owner !== subject)
      .map((owner): Cause => ({
        title: `interrupt ${interrupt} belongs to ${owner.isRoot ? 'the root cell' : 'cell'} ${owner.title}`,
        likelihood: 'possible',
        explanation: `SPI ${interrupt - 32} is in the pin_bitmap there.`,
        at: owner.path('irqchips'),
      })),
  ];
  return {
    happened: [
      `${capital(who)} tried to route interrupt ${interrupt} to a CPU outside of the cell.`,
    ],
    causes,
  };
}
