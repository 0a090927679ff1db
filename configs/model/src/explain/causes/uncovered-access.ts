// SPDX-License-Identifier: MIT
// Accesses to addresses in no region: what lies there, whose it is, and what
// the cell may have meant. Each function is one idea.
import type { MemoryFlag } from '../../constants.js';
import { formatHex, formatRange } from '../../format.js';
import { hasFlag, intersection } from '../../memory-regions.js';
import type { Cause } from '../cause.js';
import type { MemoryFault } from '../fault.js';
import { addRegion, setSize } from '../fixes.js';
import { knownDevices } from '../known-devices.js';
import {
  contains,
  isTakenFromRoot,
  isX86,
  regionName,
  regionPath,
  regionsByPhysical,
} from '../scene.js';
import type { PlacedRegion, Scene, SceneMember } from '../scene.js';
import type { UncoveredAccess } from './access-to-explain.js';
import { capital, regionLabel } from './access-words.js';
import { behindPciBus, guestMistakes } from './guest-mistakes.js';

const PAGE = 0x1000n;
const PAGE_MASK = PAGE - 1n;
/** What lies closer to a region than this was probably meant to be in it. */
const NEAR = 0x10000n;

export function uncoveredCauses(access: UncoveredAccess): Cause[] {
  const scan = behindPciBus(access);
  if (scan.length > 0) return scan;
  const found = [
    ...guestMistakes(access),
    ...deviceThere(access),
    ...ownedByOther(access),
    ...behindRegion(access),
  ];
  const hasGrant = found.some(({ fix }) => fix !== undefined);
  return [...found, ...missingInRoot(access), ...(hasGrant ? [] : grantPage(access))];
}

/** Linux uses more than it was told to. */
function missingInRoot({ fault, scene, subject }: UncoveredAccess): Cause[] {
  if (!subject.isRoot || (fault.access === 'fetch' && isX86(scene) !== true)) return [];
  const isPc = isX86(scene) === true;
  return [
    {
      title: `the configuration of ${subject.title} lacks what Linux uses there`,
      likelihood: 'likely',
      explanation: isPc
        ? `Look ${formatHex(fault.address)} up in /proc/iomem, as root: ranges that are reserved or belong to ACPI are used at run time, too. What lies where changes with firmware settings and slots, so that a generated configuration has to be generated anew after such changes.`
        : `Look ${formatHex(fault.address)} up in the device tree and in /proc/iomem: the device's registers or the memory need a region of the root cell.`,
      at: subject.path('memoryRegions'),
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
    comment: `page at ${formatHex(start)}`,
  });
}
