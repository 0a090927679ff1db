// SPDX-License-Identifier: MIT
// What IOMMUs report: DMA or interrupts of a device that were not allowed
// (Intel VT-d specification, appendix A; AMD I/O virtualization, 2.5).
import { formatHex } from '../../format.js';
import { hasFlag } from '../../memory-regions.js';
import { setValue } from '../../fix.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { IommuAccessFault, IommuEvent } from '../fault.js';
import { addFlags, addRegion } from '../fixes.js';
import { formatBdf } from '../../board/format-bdf.js';
import { devicesAt } from '../pci-devices.js';
import type { PlacedDevice } from '../pci-devices.js';
import { contains, regionPath, regionsByVirtual } from '../scene.js';
import type { Scene } from '../scene.js';
import { capital } from './access-words.js';

const vtdReasons: Readonly<Record<number, string>> = {
  0x1: 'no root entry for its bus',
  0x2: 'no context entry for the device',
  0x3: 'an invalid context entry',
  0x4: 'an address beyond what the context allows',
  0x5: 'a write that no page allows',
  0x6: 'a read that no page allows',
  0x7: 'a broken next-level table',
  0x8: 'a root table that cannot be read',
  0x9: 'a context table that cannot be read',
  0xa: 'reserved bits in a root entry',
  0xb: 'reserved bits in a context entry',
  0xc: 'reserved bits in a page-table entry',
  0xd: 'a translation that is blocked',
  0x20: 'reserved bits in an interrupt request',
  0x21: 'an interrupt index beyond the table',
  0x22: 'an interrupt without an entry in the remapping table',
  0x23: 'an interrupt table that cannot be read',
  0x24: 'reserved bits in an entry of the remapping table',
  0x25: 'an interrupt in the format without remapping',
  0x26: "an interrupt whose entry is another device's",
};

const amdEvents: Readonly<Record<number, string>> = {
  0x1: 'an illegal entry of the device table',
  0x2: 'a page that is not mapped or not allowed',
  0x3: 'an error in reading the device table',
  0x4: 'an error in reading page tables',
  0x5: 'an illegal command',
  0x6: 'an error in reading commands',
  0x7: 'a time-out of a device TLB',
  0x8: 'an invalid request of a device',
  0x9: 'an invalid page request',
};

export function explainIommuEvent(event: IommuEvent, scene: Scene): Findings {
  if (event.isOverflow === true) {
    return {
      happened: ['An IOMMU reported more faults than it can hold; some were lost.'],
      causes: [
        {
          title: 'a device repeats an access that is not allowed',
          likelihood: 'certain',
          explanation: 'The first of the faults tells which; explain that one.',
        },
      ],
    };
  }
  const { bdf, reason, vendor, unit } = event;
  const who = bdf === undefined ? 'A device' : `PCI device ${formatBdf(bdf)}`;
  const names = vendor === 'amd' ? amdEvents : vtdReasons;
  const what =
    reason === undefined
      ? 'something that is not allowed'
      : (names[reason] ?? `fault reason 0x${reason.toString(16)}`);
  const address = addressOf(event);
  const at = address === undefined ? '' : ` at ${formatHex(address)}`;
  const happened = [
    `${who} did what IOMMU ${unit ?? '?'} does not allow: ${what}${isInterrupt(event) ? '' : at}. The access was blocked; nothing is parked.`,
  ];
  const owners = bdf === undefined ? [] : devicesAt(bdf, scene);
  if (bdf !== undefined && owners.length === 0)
    return { happened, causes: [ownerless(bdf, scene)] };
  const causes = owners.flatMap((owner) =>
    isInterrupt(event) ? interruptCauses(event, owner, scene) : dmaCauses(event, owner),
  );
  return { happened, causes: ranked(causes.length > 0 ? causes : [unknownCause()]) };
}

function isInterrupt({ vendor, reason = 0 }: IommuEvent): boolean {
  return vendor === 'intel' && reason >= 0x20;
}

/** VT-d tells pages; of AMD's events only page faults have an address. */
function addressOf(event: IommuEvent): bigint | undefined {
  const { vendor, info, reason } = event;
  if (info === undefined || isInterrupt(event)) return undefined;
  if (vendor === 'intel') return info << 12n;
  return reason === 2 ? info : undefined;
}

function interruptCauses(
  { info = 0n, unit }: IommuEvent,
  { member, index }: PlacedDevice,
  scene: Scene,
): Cause[] {
  const device = member.cell.pciDevices[index];
  const units = (scene.system?.config.system.platformInfo.iommuUnits ?? []).filter(
    ({ type }) => type !== 0,
  );
  const interruptIndex = (info >> 36n) & 0xffffn;
  const causes: Cause[] = [];
  if (device && unit !== undefined && device.iommu !== unit) {
    causes.push({
      title: `the device is said to be behind IOMMU ${device.iommu}, but it is behind IOMMU ${unit}`,
      likelihood: 'certain',
      explanation: `Its interrupts are entered into the table of the unit that .iommu names, and the fault comes from another one. Set .iommu to ${unit}.`,
      at: member.path('pciDevices', index, 'iommu'),
      fix: {
        title: `Set .iommu of device ${formatBdf(device.bdf)} to ${unit}`,
        edits: [setValue(member.path('pciDevices', index, 'iommu'), BigInt(unit))],
      },
    });
  }
  const configured = device ? device.numMsiVectors + device.numMsixVectors : 0;
  if (device && configured === 0) {
    causes.push({
      title: 'the configuration gives the device no interrupt vectors',
      likelihood: 'likely',
      explanation:
        'num_msi_vectors and num_msix_vectors are both 0, so no entry is reserved for it. Set them to what lspci -vv shows.',
      at: member.path('pciDevices', index, 'numMsiVectors'),
    });
  }
  causes.push({
    title: `entry ${interruptIndex.toString()} of the remapping table is not set up for it`,
    likelihood: 'possible',
    explanation: `A device that shares its requester with another function, or sits behind a bridge, sends interrupts in the other's name.${units.length > 1 ? ' The unit that a device belongs to is found in the DMAR table; the last one has what no other names.' : ''} Interrupts of a driver that was not told to stop before the hypervisor was enabled look like this, too, and end by themselves.`,
    at: member.path('pciDevices', index),
  });
  return causes;
}

function dmaCauses(event: IommuEvent, { member, index }: PlacedDevice): Cause[] {
  const address = addressOf(event);
  const place = member.path('pciDevices', index);
  if (address === undefined) {
    return [
      {
        title: 'the device is not set up in that IOMMU',
        likelihood: 'likely',
        explanation: `Compare .iommu, .bdf and .domain of the device with the machine (DMAR or IVRS table).`,
        at: place,
      },
    ];
  }
  const covering = regionsByVirtual(member).findLast(({ range }) => contains(range, address));
  if (!covering) {
    const size = 0x1000n;
    return [
      {
        title: `no memory region of ${member.title} covers ${formatHex(address)}, which the device accesses`,
        likelihood: 'certain',
        explanation: member.isRoot
          ? 'Memory that firmware reserves for a device (graphics, USB, management engine) is missing in /proc/iomem as RAM, but the device uses it: look for it among the reserved ranges and in the RMRR entries of the DMAR table.'
          : 'The driver gave the device an address that is not memory of the cell. Guests with memory elsewhere than in the machine need DMA addresses as the cell sees them.',
        at: member.path('memoryRegions'),
        related: [{ at: place, message: `The device belongs to ${member.title}.` }],
        fix: addRegion(member, {
          physStart: address,
          virtStart: address,
          size,
          flags: ['READ', 'WRITE', 'DMA'],
          comment: `what device ${formatBdf(member.cell.pciDevices[index]?.bdf ?? 0)} uses`,
        }),
      },
    ];
  }
  if (!hasFlag(covering.region, 'DMA')) {
    return [
      {
        title: `memory region ${covering.index} of ${member.title} is not for DMA`,
        likelihood: 'certain',
        explanation:
          'Only regions with JAILHOUSE_MEM_DMA are open to devices. Add it to RAM that drivers use.',
        at: regionPath(covering, 'flags'),
        fix: addFlags(covering, ['DMA']),
      },
    ];
  }
  return [
    {
      title: `memory region ${covering.index} of ${member.title} allows it`,
      likelihood: 'likely',
      explanation:
        'Then the memory belonged to another cell at that moment, or the device went on with transfers for the cell that had it before. Stop the device before it changes its owner, and compare with the configuration that was loaded.',
      at: regionPath(covering),
    },
  ];
}

function ownerless(bdf: number, { members }: Scene): Cause {
  const [root] = members;
  return {
    title: `no cell has PCI device ${formatBdf(bdf)}`,
    likelihood: members.length > 0 ? 'certain' : 'likely',
    explanation:
      'A device that no configuration has may neither read nor write nor send interrupts. Add it to the root cell; devices can change their numbers with firmware settings, and bridges send in the name of what is behind them.',
    ...(root && { at: root.path('pciDevices') }),
  };
}

function unknownCause(): Cause {
  return {
    title: 'the IOMMU does not say which device it was',
    likelihood: 'possible',
    explanation:
      'The lines behind the report are missing; they name the device, the reason and the address.',
  };
}

export function explainIommuAccess(
  { why, register }: IommuAccessFault,
  { system, who }: Scene,
): Findings {
  const at = system && {
    at: { config: system.name, steps: ['system', 'platformInfo', 'iommuUnits'] as const },
  };
  return why === 'queue'
    ? {
        happened: [
          'The IOMMU got a command that it does not know or that the hypervisor does not pass on.',
        ],
        causes: [
          {
            title: 'Linux drives the IOMMU for more than interrupts',
            likelihood: 'likely',
            explanation:
              'The hypervisor takes DMA remapping for itself. Boot the root cell with intel_iommu=off (interrupt remapping stays on).',
            ...at,
          },
        ],
      }
    : {
        happened: [
          `${capital(who)} accessed register 0x${(register ?? 0).toString(16)} of an IOMMU, which the hypervisor does not answer for.`,
        ],
        causes: [
          {
            title: "Linux' driver of the IOMMU is active",
            likelihood: 'likely',
            explanation:
              'Boot the root cell with intel_iommu=off; only what interrupt remapping needs is emulated.',
            ...at,
          },
        ],
      };
}
