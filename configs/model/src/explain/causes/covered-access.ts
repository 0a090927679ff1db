// SPDX-License-Identifier: MIT
// Accesses to addresses that a region covers, and which were refused all the
// same: a missing permission or width, memory that another cell took, an
// instruction that cannot be carried out.
import { flagNames } from '../../describe-memory-region.js';
import { formatHex } from '../../format.js';
import { hasFlag, intersection, physicalRange } from '../../memory-regions.js';
import type { MemoryFlag } from '../../constants.js';
import type { Cause } from '../cause.js';
import { addFlags, setSize } from '../fixes.js';
import { knownDevices } from '../known-devices.js';
import {
  contains,
  isTakenFromRoot,
  isX86,
  regionName,
  regionPath,
  regionsByPhysical,
} from '../scene.js';
import type { PlacedRegion } from '../scene.js';
import type { CoveredAccess } from './access-to-explain.js';
import { flagOf, regionLabel } from './access-words.js';

const PAGE_MASK = 0xfffn;

export function coveredCauses(access: CoveredAccess): Cause[] {
  const permission = missingPermission(access);
  if (permission.length > 0) return permission;
  const found = [
    ...subpageRules(access),
    ...takenByCell(access),
    ...coveredByDevice(access),
    ...undecodable(access),
  ];
  return found.length > 0 ? found : allowed(access);
}

function missingPermission({ fault, covering }: CoveredAccess): Cause[] {
  const flag = flagOf(fault.access);
  if (hasFlag(covering.region, flag)) return [];
  const flags = flagNames(covering.region.flags).join(' | ') || 'no flag';
  const caution =
    flag === 'WRITE' && hasFlag(covering.region, 'ROOTSHARED')
      ? ' If it is memory that cells share, the cell may be meant to write elsewhere: to its own output section.'
      : '';
  return [
    {
      title: `${regionName(covering)} does not allow it: it has ${flags} but not ${flag}`,
      likelihood: 'certain',
      explanation: `To allow it, add JAILHOUSE_MEM_${flag} to that region's flags.${caution}`,
      at: regionPath(covering, 'flags'),
      fix: addFlags(covering, [flag]),
    },
  ];
}

export function isSubpage({ region }: PlacedRegion): boolean {
  return ((region.virtStart | region.size) & PAGE_MASK) !== 0n;
}

const widths: Readonly<Record<number, MemoryFlag>> = {
  1: 'IO_8',
  2: 'IO_16',
  4: 'IO_32',
  8: 'IO_64',
};

function subpageRules({ fault, covering }: CoveredAccess): Cause[] {
  const { size, address } = fault;
  if (!isSubpage(covering) || size === undefined || fault.access === 'fetch') return [];
  const found: Cause[] = [];
  const width = widths[size];
  const why =
    'The region is not made of whole pages, so the hypervisor carries out every access and allows only what its flags name.';
  if (width !== undefined && !hasFlag(covering.region, width)) {
    found.push({
      title: `${regionName(covering)} does not allow accesses ${size * 8} bits wide`,
      likelihood: 'certain',
      explanation: `${why} Add JAILHOUSE_MEM_${width}.`,
      at: regionPath(covering, 'flags'),
      fix: addFlags(covering, [width]),
    });
  }
  if (address % BigInt(size) !== 0n && !hasFlag(covering.region, 'IO_UNALIGNED')) {
    found.push({
      title: `the address is no multiple of ${size}, and ${regionName(covering)} does not allow that`,
      likelihood: 'certain',
      explanation: `${why} Add JAILHOUSE_MEM_IO_UNALIGNED if the device can take it; most devices cannot.`,
      at: regionPath(covering, 'flags'),
      fix: addFlags(covering, ['IO_UNALIGNED']),
    });
  }
  const end = address + BigInt(size);
  if (end > covering.range.end) {
    found.push({
      title: `the access reaches over the end of ${regionName(covering)}`,
      likelihood: 'certain',
      explanation: `The region ends at ${formatHex(covering.range.end)}, the access at ${formatHex(end)}. Enlarge the region, or use narrower accesses.`,
      at: regionPath(covering, 'size'),
      fix: setSize(covering, end - covering.region.virtStart),
    });
  }
  return found;
}

/** What the root cell gave to another cell is no longer its own. */
function takenByCell({ fault, scene, covering }: CoveredAccess): Cause[] {
  if (!covering.member.isRoot) return [];
  const physical = fault.address - covering.region.virtStart + covering.region.physStart;
  const page = { start: physical & ~PAGE_MASK, end: (physical & ~PAGE_MASK) + 0x1000n };
  return scene.members
    .flatMap(regionsByPhysical)
    .filter((taken) => isTakenFromRoot(taken) && intersection(taken.range, page) !== undefined)
    .map((taken): Cause => {
      const isExact = contains(taken.range, physical);
      const isLoadable = hasFlag(taken.region, 'LOADABLE');
      const share = isLoadable
        ? 'The root cell may write it only between loading and starting that cell; look for a driver or a program of the root cell that still uses it, and reserve the memory.'
        : 'If both need the device or page, add JAILHOUSE_MEM_ROOTSHARED to that region; else unbind its driver in the root cell before the cell is created.';
      return {
        title: `cell ${taken.member.title} took ${isExact ? 'it' : 'the page that it lies in'} from the root cell with its ${regionName(taken)}`,
        likelihood: 'certain',
        explanation: `Whole pages go to a cell when it is created, and the root cell loses them until it is destroyed. ${share}`,
        at: regionPath(taken, 'physStart'),
        related: [{ at: regionPath(covering), message: `${regionLabel(covering)} had it before.` }],
        ...(!isLoadable && { fix: addFlags(taken, ['ROOTSHARED']) }),
      };
    });
}

/** A region over a device that the hypervisor answers for is not what counts there. */
function coveredByDevice({ fault, scene, covering }: CoveredAccess): Cause[] {
  const physical = fault.address - covering.region.virtStart + covering.region.physStart;
  return knownDevices(scene)
    .filter(({ keeper, range }) => keeper === 'hypervisor' && contains(range, physical))
    .slice(0, 2)
    .map(({ name, at }): Cause => ({
      title: `it is ${name}, which the hypervisor keeps for itself`,
      likelihood: 'certain',
      explanation:
        'The hypervisor answers for that device and allows only what cannot harm other cells. Take it out of the region, and use the device in the ways that its emulation knows.',
      at: at ?? regionPath(covering),
      related: [{ at: regionPath(covering), message: `${regionLabel(covering)} covers it.` }],
    }));
}

function undecodable({ fault, scene, covering, instruction }: CoveredAccess): Cause[] {
  const refused =
    fault.refusedBy === 'decoder' ||
    instruction !== undefined ||
    (fault.size === undefined &&
      fault.access !== 'fetch' &&
      (isX86(scene) === false || isSubpage(covering)));
  if (!refused) return [];
  const forms =
    isX86(scene) === true
      ? 'On x86 it knows plain MOV and MOVZX only; no string, SIMD or read-modify-write instructions.'
      : 'On Arm these are single loads and stores of 1, 2, 4 or 8 bytes; no pairs (LDP, STP), no write-back, no SIMD, no DC ZVA.';
  return [
    {
      title: `${regionName(covering)} allows it, but the hypervisor cannot carry out the instruction`,
      likelihood: 'certain',
      explanation: `The address is emulated, so the hypervisor has to repeat what the instruction does. ${forms} Access devices through volatile pointers or readl() and writel(), and never with memcpy() or memset().`,
      at: regionPath(covering),
    },
    ...(isSubpage(covering)
      ? [
          {
            title: `${regionName(covering)} is not made of whole pages`,
            likelihood: 'possible' as const,
            explanation:
              'If the cell may have the rest of the page, too, make address and size multiples of 0x1000: then no access is emulated.',
            at: regionPath(covering, 'size'),
            fix: setSize(covering, roundUp(covering.region.size)),
          },
        ]
      : []),
  ];
}

function roundUp(size: bigint): bigint {
  return (size + PAGE_MASK) & ~PAGE_MASK;
}

/** The configuration allows it: then it may not be the one that is running. */
function allowed({ covering }: CoveredAccess): Cause[] {
  const physical = physicalRange(covering.region);
  return [
    {
      title: 'the cell was created from another version of its configuration',
      likelihood: 'likely',
      explanation:
        'This configuration allows the access, but the hypervisor cannot have had it. Compile it again, destroy the cell and create it from the new file.',
      at: regionPath(covering),
    },
    {
      title: 'a later region or another cell stands in its place',
      likelihood: 'possible',
      explanation: `${regionLabel(covering)} allows it${physical ? ` and leads to ${formatHex(physical.start)}` : ''}. Of two regions over one address the later one counts; run the checks on the system and all cells that exist.`,
      at: regionPath(covering),
    },
  ];
}
