// SPDX-License-Identifier: MIT
// Accesses to addresses in no region: what lies there, whose it is, and what
// the cell may have meant. Each function is one idea.
import type { MemoryFlag } from '../../constants.js';
import { pciTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex, formatRange } from '../../format.js';
import { hasFlag, intersection } from '../../memory-regions.js';
import type { Cause } from '../cause.js';
import type { FaultReport, MemoryFault } from '../fault.js';
import { addRegion, setSize } from '../fixes.js';
import { knownDevices } from '../known-devices.js';
import {
  contains,
  isTakenFromRoot,
  isX86,
  regionName,
  regionPath,
  regionsByPhysical,
  systemPath,
} from '../scene.js';
import type { PlacedRegion, Scene, SceneMember } from '../scene.js';
import { regionLabel } from './access-words.js';

export interface UncoveredAccess {
  readonly fault: MemoryFault;
  readonly scene: Scene;
  readonly subject: SceneMember;
  /** The regions next to the address. */
  readonly nearest: readonly PlacedRegion[];
  readonly report: FaultReport;
}

const PAGE = 0x1000n;
const PAGE_MASK = PAGE - 1n;
/** What lies closer to a region than this was probably meant to be in it. */
const NEAR = 0x10000n;

export function uncoveredCauses(access: UncoveredAccess): Cause[] {
  const scan = behindPciBus(access);
  if (scan.length > 0) return scan;
  const found = [
    ...resetAddress(access),
    ...communicationRegion(access),
    ...physicalForVirtual(access),
    ...nullPointer(access),
    ...allOnes(access),
    ...deviceThere(access),
    ...ownedByOther(access),
    ...behindRegion(access),
  ];
  const hasGrant = found.some(({ fix }) => fix !== undefined);
  return hasGrant ? found : [...found, ...grantPage(access)];
}

/** A guest that looks for a shared-memory device on a bus after the last one. */
function behindPciBus({ fault, scene, subject }: UncoveredAccess): Cause[] {
  const { system } = scene;
  if (!system || fault.access !== 'read' || (fault.size ?? 2) > 4) return [];
  const { pciMmconfigBase, pciMmconfigEndBus } = system.config.system.platformInfo;
  const end = pciMmconfigBase + BigInt(pciMmconfigEndBus + 1) * 0x100000n;
  if (pciMmconfigBase === 0n || fault.address < end || fault.address >= end + PAGE) return [];
  const links = subject.cell.pciDevices
    .map((device, index) => ({ device, index }))
    .filter(({ device }) => device.type === pciTypes.IVSHMEM);
  const what =
    'The address is the first one behind the PCI configuration space: the guest looked through all its buses for a device that is not there, and went on. Memory is not missing.';
  const [link] = links;
  if (!link) {
    return [
      {
        title: `${subject.title} has no shared-memory device, and its guest looks for one`,
        likelihood: 'certain',
        explanation: `${what} Give the cell a PCI device of type JAILHOUSE_PCI_TYPE_IVSHMEM with its memory regions, or run a guest that needs none.`,
        at: subject.path('pciDevices'),
      },
    ];
  }
  return [
    {
      title: `the guest looks for a PCI device that ${subject.title} does not have`,
      likelihood: 'likely',
      explanation: `${what} The cell has ${links.length} shared-memory device${links.length === 1 ? '' : 's'}; compare vendor and device id, class (shmem_protocol), domain and bus with what the guest looks for.`,
      at: subject.path('pciDevices', link.index),
      related: [
        {
          at: systemPath(system, 'platformInfo', 'pciMmconfigEndBus'),
          message: `The configuration space ends with bus ${pciMmconfigEndBus}.`,
        },
      ],
    },
  ];
}

function resetAddress({ fault, scene, subject }: UncoveredAccess): Cause[] {
  const { cpuResetAddress } = subject.cell;
  if (fault.access !== 'fetch' || fault.address !== cpuResetAddress || subject.isRoot) return [];
  return [
    {
      title: `no memory region of ${subject.title} covers its reset address`,
      likelihood: 'certain',
      explanation: `CPUs of the cell start at ${formatHex(cpuResetAddress)}${isX86(scene) === true ? '' : ', which is 0 if the configuration does not set it'}. Set .cpu_reset_address to where the image is loaded, or give the cell a loadable region there.`,
      at: subject.path('cpuResetAddress'),
    },
  ];
}

/** Where the inmate library of each architecture expects it. */
function communicationRegion({ fault, scene, subject }: UncoveredAccess): Cause[] {
  if (subject.isRoot) return [];
  const expected = isX86(scene) === true ? 0x100000n : 0x80000000n;
  if (fault.address < expected || fault.address >= expected + PAGE) return [];
  const index = subject.cell.memoryRegions.findIndex((region) => hasFlag(region, 'COMM_REGION'));
  const where = `Guests of the inmate library expect the communication region at ${formatHex(expected)}.`;
  if (index >= 0) {
    return [
      {
        title: `the communication region of ${subject.title} lies elsewhere`,
        likelihood: 'likely',
        explanation: `${where} Move it there, or build the guest for where it is.`,
        at: subject.path('memoryRegions', index, 'virtStart'),
        fix: {
          title: `Move the communication region of ${subject.title} to ${formatHex(expected)}`,
          edits: [setValue(subject.path('memoryRegions', index, 'virtStart'), expected)],
        },
      },
    ];
  }
  return [
    {
      title: `${subject.title} has no communication region`,
      likelihood: 'likely',
      explanation: `${where} Add a region of one page with JAILHOUSE_MEM_COMM_REGION; the hypervisor provides its memory.`,
      at: subject.path('memoryRegions'),
      fix: addRegion(subject, {
        physStart: 0n,
        virtStart: expected,
        size: PAGE,
        flags: ['READ', 'WRITE', 'COMM_REGION'],
        comment: 'communication region',
      }),
    },
  ];
}

function physicalForVirtual({ fault, subject }: UncoveredAccess): Cause[] {
  return regionsByPhysical(subject)
    .filter(
      ({ region, range }) =>
        region.physStart !== region.virtStart && contains(range, fault.address),
    )
    .slice(0, 1)
    .map((placed): Cause => {
      const { region } = placed;
      const virtual = fault.address - region.physStart + region.virtStart;
      return {
        title: `${formatHex(fault.address)} is a physical address, which the cell sees at ${formatHex(virtual)}`,
        likelihood: 'likely',
        explanation: `${regionLabel(placed)} maps physical ${formatHex(region.physStart)} to ${formatHex(region.virtStart)}. Let the guest use that address, or make virt_start equal to phys_start.`,
        at: regionPath(placed, 'virtStart'),
      };
    });
}

function nullPointer({ fault, subject }: UncoveredAccess): Cause[] {
  if (fault.address >= PAGE || fault.address === subject.cell.cpuResetAddress) return [];
  return [
    {
      title:
        fault.access === 'fetch'
          ? 'the guest jumped through a null pointer'
          : 'the guest used a null pointer',
      likelihood: 'likely',
      explanation: `The address is below 0x1000 and no region is there. Look at pc and lr in the register dump for the instruction that did it.`,
    },
  ];
}

/** A device that is not there reads as ones, and what was read became an address. */
function allOnes({ fault }: UncoveredAccess): Cause[] {
  const low = fault.address & 0xffffffffn;
  if (low < 0xfffff000n) return [];
  return [
    {
      title: 'the address was made of what an absent device answered',
      likelihood: 'possible',
      explanation:
        'Absent devices read as ones, and this address is nearly all ones. Look where the guest has the address from: a PCI BAR, a register, an error code such as -1.',
    },
  ];
}

function deviceThere({ fault, scene, subject }: UncoveredAccess): Cause[] {
  return knownDevices(scene)
    .filter(({ range }) => contains(range, fault.address))
    .slice(0, 3)
    .map(({ name, range, keeper, at, interrupts = [] }): Cause => {
      const size = range.end - range.start;
      const where = at && { at };
      if (keeper === 'hypervisor') {
        return {
          title: `it is ${name}, which the hypervisor keeps for itself`,
          likelihood: 'likely',
          explanation: `${formatRange(range.start, size)} is emulated, or belongs to the hypervisor, and no cell can be given it. Compare what the guest believes of the machine (its device tree, its drivers) with platform_info and with the version of the interrupt controller.`,
          ...where,
        };
      }
      if (keeper === 'firmware') {
        return {
          title: `it is ${name}, which firmware keeps for itself`,
          likelihood: 'likely',
          explanation:
            'Secure firmware answers such an access with an error, or is harmed by it. Keep the guest away from it: it belongs into /reserved-memory of its device tree.',
          ...where,
        };
      }
      const wires =
        interrupts.length === 0
          ? ', with its interrupt'
          : `, and interrupt ${interrupts.join(', ')} in a pin_bitmap`;
      const start = range.start & ~PAGE_MASK;
      const end = (range.end + PAGE_MASK) & ~PAGE_MASK;
      const flags: MemoryFlag[] = ['READ', 'WRITE', 'IO', ...shareFlag(scene, subject, start, end)];
      return {
        title: `it is ${name}, which ${subject.title} was not given`,
        likelihood: 'likely',
        explanation: `The device has ${formatRange(range.start, size)}. Give the cell a memory region for it${flags.includes('ROOTSHARED') ? ', shared with the root cell, which has it, too' : ''}${wires}, or remove the device from what the guest drives.`,
        ...where,
        fix: addRegion(subject, {
          physStart: start,
          virtStart: start,
          size: end - start,
          flags,
          comment: name.replace(/^(a|an|the) /, ''),
        }),
      };
    });
}

/** Devices that the root cell has, too, are shared until someone decides otherwise. */
function shareFlag(
  { members }: Scene,
  subject: SceneMember,
  start: bigint,
  end: bigint,
): MemoryFlag[] {
  const isRoots = members
    .filter(({ isRoot }) => isRoot)
    .flatMap(regionsByPhysical)
    .some(({ range }) => intersection(range, { start, end }) !== undefined);
  return isRoots && !subject.isRoot ? ['ROOTSHARED'] : [];
}

function ownedByOther({ fault, scene, subject }: UncoveredAccess): Cause[] {
  return scene.members
    .filter((member) => member !== subject)
    .flatMap(regionsByPhysical)
    .filter(({ range }) => contains(range, fault.address))
    .slice(0, 3)
    .map((owner): Cause => {
      const isPrivate = isTakenFromRoot(owner);
      const isDevice = hasFlag(owner.region, 'IO');
      const share = isPrivate
        ? 'Both regions need JAILHOUSE_MEM_ROOTSHARED if the two are to share it.'
        : `A region of ${subject.title} over it would take it away from there, unless it has JAILHOUSE_MEM_ROOTSHARED.`;
      return {
        title: `physical ${formatHex(fault.address)} belongs to ${regionLabel(owner)}`,
        likelihood: isDevice ? 'likely' : 'possible',
        explanation: isDevice
          ? `If the guest is meant to drive that device, it has to be given to the cell. ${share}`
          : `${capital(regionLabel(owner))} is ${formatRange(owner.range.start, owner.range.end - owner.range.start)}. Most likely the guest computed a wrong address, or was built for another memory size. ${share}`,
        at: regionPath(owner),
        ...(isDevice && { fix: grant(fault, scene, subject) }),
      };
    });
}

/** Just behind or before a region: an image, a stack or a loop that does not fit. */
function behindRegion({ fault, scene, nearest, subject }: UncoveredAccess): Cause[] {
  const [first, second] = nearest;
  const found: Cause[] = [];
  const below = [first, second].find((region) => region && region.range.end <= fault.address);
  const above = [first, second].find((region) => region && region.range.start > fault.address);
  if (below && fault.address - below.range.end < NEAR) {
    const end = (fault.address + BigInt(fault.size ?? 1) + PAGE_MASK) & ~PAGE_MASK;
    const size = end - below.region.virtStart;
    const grown = { start: below.region.physStart, end: below.region.physStart + size };
    const isFree = !collides(scene, below, grown) && (!above || end <= above.range.start);
    found.push({
      title: `the guest went over the end of ${regionName(below)}`,
      likelihood: 'likely',
      explanation: `The region ends at ${formatHex(below.range.end)}. Either something in the guest ran over its end (image and stack larger than the region, an array), or the region is too small: for ${formatHex(fault.address)} it needs a size of at least ${formatHex(size)}${isFree ? '' : ', which other memory is in the way of'}.`,
      at: regionPath(below, 'size'),
      ...(isFree && { fix: setSize(below, size) }),
    });
  }
  if (above && above.range.start - fault.address < NEAR && fault.access !== 'fetch') {
    found.push({
      title: `the guest went below the start of ${regionName(above)}`,
      likelihood: hasFlag(above.region, 'IO') ? 'possible' : 'likely',
      explanation: `The region starts at ${formatHex(above.range.start)}. A stack that grows down out of its memory ends like this; so does a region of ${subject.title} that starts too late.`,
      at: regionPath(above, 'virtStart'),
    });
  }
  return found;
}

/** Whether a larger region would lie over the hypervisor or over a cell's private memory. */
function collides(
  { members, system }: Scene,
  own: PlacedRegion,
  grown: { readonly start: bigint; readonly end: bigint },
): boolean {
  if (own.region.physStart === 0n && hasFlag(own.region, 'COMM_REGION')) return true;
  const { physStart, size } = system?.config.system.hypervisorMemory ?? { physStart: 0n, size: 0n };
  if (intersection(grown, { start: physStart, end: physStart + size })) return true;
  return members
    .flatMap(regionsByPhysical)
    .some(
      (other) =>
        (other.member !== own.member || other.index !== own.index) &&
        (other.member === own.member || isTakenFromRoot(other)) &&
        intersection(other.range, grown) !== undefined,
    );
}

function grantPage({ fault, scene, subject }: UncoveredAccess): Cause[] {
  const fix = grant(fault, scene, subject);
  const page = formatHex(fault.address & ~PAGE_MASK);
  const [edit] = fix.edits;
  const flags = edit?.kind === 'insert' ? String(edit.fields['flags']) : '';
  return [
    {
      title: 'a memory region for it is missing',
      likelihood: 'possible',
      explanation:
        `If the cell is to have it, give the cell a memory region: ` +
        `{ .phys_start = ${page}, .virt_start = ${page}, .size = 0x1000, .flags = ${flags} }. ` +
        (flags.includes('ROOTSHARED')
          ? 'The root cell keeps its access, so that the two can disturb each other. '
          : '') +
        "Compare the guest's device tree or drivers with the regions of the cell for what else they need.",
      at: subject.path('memoryRegions'),
      fix,
    },
  ];
}

function grant(
  { address, access }: MemoryFault,
  scene: Scene,
  subject: SceneMember,
): ReturnType<typeof addRegion> {
  const start = address & ~PAGE_MASK;
  const flags: MemoryFlag[] =
    access === 'fetch'
      ? ['READ', 'EXECUTE']
      : [
          'READ',
          ...(access === 'write' ? (['WRITE'] as const) : []),
          ...shareFlag(scene, subject, start, start + PAGE),
        ];
  return addRegion(subject, {
    physStart: start,
    virtStart: start,
    size: PAGE,
    flags,
    comment: formatHex(start),
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
