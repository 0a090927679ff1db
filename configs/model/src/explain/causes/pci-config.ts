// SPDX-License-Identifier: MIT
// Accesses to the configuration space of PCI devices, to their MSI-X tables
// and states of their interrupts that the hypervisor cannot take over.
import { insertElement, setValue } from '../../fix.js';
import type { PciCapability } from '../../schema/records.js';
import { capabilityName } from '../../value-names.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { PciConfigFault, PciInterruptFault } from '../fault.js';
import { formatBdf } from '../../board/format-bdf.js';
import { devicesAt } from '../pci-devices.js';
import type { PlacedDevice } from '../pci-devices.js';
import type { Scene, SceneMember } from '../scene.js';

const hex = (value: number): string => `0x${value.toString(16)}`;

export function explainPciConfig(fault: PciConfigFault, scene: Scene): Findings {
  const { bdf, register, access, size } = fault;
  const { subject, who } = scene;
  const what = `${access} of ${size} byte${size === 1 ? '' : 's'}`;
  const where = register === undefined ? '' : ` at register ${hex(register)}`;
  const happened = [
    `The ${what}${where} of the configuration space of PCI device ${formatBdf(bdf)} by ${who} was not allowed.`,
  ];
  const owners = devicesAt(bdf, scene);
  const own = owners.find(({ member }) => member === subject);
  if (!own || !subject) {
    return { happened, causes: ranked(notOwned(bdf, scene, owners)) };
  }
  return { happened, causes: ranked(registerCauses(fault, own)) };
}

function notOwned(
  bdf: number,
  { subject, system }: Scene,
  owners: readonly PlacedDevice[],
): Cause[] {
  const found = owners.map(({ member, index }): Cause => ({
    title: `PCI device ${formatBdf(bdf)} belongs to ${member.isRoot ? 'the root cell' : 'cell'} ${member.title}`,
    likelihood: 'certain',
    explanation:
      'A cell may write the configuration space of its own devices only; foreign ones read as absent. Add the device to the cell, and its root port or bridge stays where it is.',
    at: member.path('pciDevices', index),
  }));
  if (found.length > 0) return found;
  const lastBus = system?.config.system.platformInfo.pciMmconfigEndBus;
  if (system && lastBus !== undefined && bdf >> 8 > lastBus) {
    return [
      {
        title: `bus ${hex(bdf >> 8)} is behind the last one of the configuration space`,
        likelihood: 'certain',
        explanation: `The space ends with bus ${hex(lastBus)}. Set pci_mmconfig_end_bus to what the board has (ACPI MCFG, or the device tree).`,
        at: { config: system.name, steps: ['system', 'platformInfo', 'pciMmconfigEndBus'] },
      },
    ];
  }
  return [
    {
      title: `no configuration has PCI device ${formatBdf(bdf)}`,
      likelihood: 'likely',
      explanation:
        'The device came up later than the configuration was written (another slot, another firmware, a hidden function), so that nobody owns it. Add it to the root cell, or make the configuration again on this machine.',
      ...(subject && { at: subject.path('pciDevices') }),
    },
  ];
}

/** What a cell may write without a capability's permission (type 0 headers). */
const headerText =
  'Of the header, cells may write command and status, cache line size and latency, the interrupt line, and read back BARs.';

function registerCauses(fault: PciConfigFault, owner: PlacedDevice): Cause[] {
  const { register } = fault;
  const { member, index } = owner;
  const device = member.cell.pciDevices[index];
  if (!device || register === undefined) return [];
  if (register < 0x40) {
    return [
      {
        title: `register ${hex(register)} belongs to the header of the device`,
        likelihood: 'certain',
        explanation: `${headerText} A guest that assigns BARs or bridges anew cannot run in a cell, and a rescan of the bus is not possible.`,
        at: member.path('pciDevices', index),
      },
    ];
  }
  const capabilities = member.cell.pciCapabilities
    .map((capability, number) => ({ capability, number }))
    .slice(device.capsStart, device.capsStart + device.numCaps);
  const inside = capabilities.find(
    ({ capability: { start, len } }) => register >= start && register < start + len,
  );
  if (inside) return [insideCapability(fault, member, inside)];
  return [outsideCapabilities(register, owner, capabilities)];
}

interface PlacedCapability {
  readonly capability: PciCapability;
  readonly number: number;
}

function insideCapability(
  { register = 0, access }: PciConfigFault,
  member: SceneMember,
  { capability, number }: PlacedCapability,
): Cause {
  const name = capabilityName(capability.id);
  const place = member.path('pciCapabilities', number, 'flags');
  if ((capability.flags & 1) !== 0 || access === 'read') {
    return {
      title: `capability ${name} allows it`,
      likelihood: 'likely',
      explanation:
        'The cell was created from another version of its configuration, or the access reaches over the end of the capability.',
      at: member.path('pciCapabilities', number),
    };
  }
  return {
    title: `capability ${name} of the device is not writable for the cell`,
    likelihood: 'certain',
    explanation: `Register ${hex(register)} is offset ${hex(register - capability.start)} of capability ${name} at ${hex(capability.start)}. Add JAILHOUSE_PCICAPS_WRITE to its flags if the cell may control that: power management (PM), and what the device alone is concerned by. Devices that share this entry get it, too.`,
    at: place,
    fix: {
      title: `Let ${member.title} write capability ${name}`,
      edits: [
        setValue(
          place,
          BigInt(capability.flags | 1),
          capability.flags === 0 ? 'JAILHOUSE_PCICAPS_WRITE' : undefined,
        ),
      ],
    },
  };
}

function outsideCapabilities(
  register: number,
  { member, index }: PlacedDevice,
  capabilities: readonly PlacedCapability[],
): Cause {
  const below = capabilities.findLast(({ capability: { start } }) => start <= register);
  const near = below
    ? ` The capability below it is ${capabilityName(below.capability.id)} at ${hex(below.capability.start)}, which ends at ${hex(below.capability.start + below.capability.len)}: its .len may be too small.`
    : '';
  const { capsStart = 0, numCaps = 0 } = member.cell.pciDevices[index] ?? {};
  const isLast = numCaps === 0 || capsStart + numCaps === member.cell.pciCapabilities.length;
  return {
    title: `no capability of the device covers register ${hex(register)}`,
    likelihood: 'certain',
    explanation: `What no capability covers is read-only.${near} lspci -vv in the root cell shows what lies there; give the device a capability that covers it, with JAILHOUSE_PCICAPS_WRITE.`,
    at: below
      ? member.path('pciCapabilities', below.number, 'len')
      : member.path('pciDevices', index),
    ...(isLast && register < 0x100 && { fix: vendorRegister(member, index, register & ~3) }),
  };
}

/** Four bytes of a device's own, as a capability at the end of the array. */
function vendorRegister(member: SceneMember, index: number, start: number): Cause['fix'] {
  const { capsStart = 0, numCaps = 0 } = member.cell.pciDevices[index] ?? {};
  const first = numCaps === 0 ? member.cell.pciCapabilities.length : capsStart;
  return {
    title: `Let ${member.title} write registers ${hex(start)} to ${hex(start + 3)} of the device`,
    edits: [
      insertElement(
        member.path('pciCapabilities'),
        member.cell.pciCapabilities.length,
        { id: 'PCI_CAP_ID_VNDR', start: BigInt(start), len: 4n, flags: 'JAILHOUSE_PCICAPS_WRITE' },
        "registers of the device's own",
      ),
      ...(first === capsStart
        ? []
        : [setValue(member.path('pciDevices', index, 'capsStart'), BigInt(first))]),
      setValue(member.path('pciDevices', index, 'numCaps'), BigInt(numCaps + 1)),
    ],
  };
}

export function explainPciInterrupt({ why, bdf }: PciInterruptFault, scene: Scene): Findings {
  const { subject, who, members } = scene;
  const own = devicesAt(bdf, scene).find(({ member }) => !subject || member === subject);
  const device = own?.member.cell.pciDevices[own.index];
  const at = own && { at: own.member.path('pciDevices', own.index) };
  if (why === 'msix-table') {
    return {
      happened: [
        `An access to the MSI-X table of PCI device ${formatBdf(bdf)} by ${who} was not allowed.`,
      ],
      causes: [
        {
          title: 'the access has a width or a place that a table entry does not have',
          likelihood: 'likely',
          explanation: `The hypervisor answers for the page of the table and allows aligned accesses of 32 bits to its ${device?.numMsixVectors ?? ''} vectors only${device ? `, at 0x${device.msixAddress.toString(16)}` : ''}. If the device has other registers in that page, its driver cannot run in a cell; else compare num_msix_vectors and msix_address with lspci -vv.`,
          ...at,
        },
      ],
    };
  }
  if (why === 'ivshmem-target') {
    const unit = device?.iommu ?? 0;
    const units =
      members.length > 0
        ? (scene.system?.config.system.platformInfo.iommuUnits ?? []).filter(
            ({ type }) => type !== 0,
          ).length
        : 0;
    return {
      happened: [
        `The shared-memory device ${formatBdf(bdf)} was told to send its interrupts to a CPU outside of ${who}.`,
      ],
      causes: [
        {
          title: 'the interrupt is programmed for another CPU, or for another IOMMU',
          likelihood: 'likely',
          explanation: `Its .iommu is ${unit}${units > 1 ? `, and the system has ${units} units` : ''}: virtual devices belong to the unit that has all devices which no other names, usually the last one. Otherwise the guest chose a destination that the cell does not have.`,
          ...(own && { at: own.member.path('pciDevices', own.index, 'iommu') }),
        },
      ],
    };
  }
  return {
    happened: [
      `The interrupts of PCI device ${formatBdf(bdf)} are in a state that cannot be taken over.`,
    ],
    causes: [
      {
        title: 'Linux has set up the interrupts of the device in a way that is not supported',
        likelihood: 'likely',
        explanation:
          'Interrupts must be remapped and enabled in whole: boot without intremap=off, with x2APIC as the configuration says, and unbind the driver of the device before it is handed over.',
        ...at,
      },
    ],
  };
}
