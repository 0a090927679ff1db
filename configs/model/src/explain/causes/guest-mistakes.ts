// SPDX-License-Identifier: MIT
// Addresses that tell of themselves what the guest did wrong: buses that end,
// null pointers, vectors, addresses of another view.
import { pciTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { hasFlag } from '../../memory-regions.js';
import type { Cause } from '../cause.js';
import { addRegion } from '../fixes.js';
import { contains, isX86, regionPath, regionsByPhysical, systemPath } from '../scene.js';
import { regionLabel } from './access-words.js';
import type { UncoveredAccess } from './access-to-explain.js';

const PAGE = 0x1000n;

export function guestMistakes(access: UncoveredAccess): Cause[] {
  return [
    ...resetAddress(access),
    ...communicationRegion(access),
    ...physicalForVirtual(access),
    ...exceptionVector(access),
    ...nullPointer(access),
    ...allOnes(access),
  ];
}

/** A guest that looks for a shared-memory device on a bus after the last one. */
export function behindPciBus({ fault, scene, subject }: UncoveredAccess): Cause[] {
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

/** After reset the vectors of an Arm CPU are at 0, 0x80 bytes each (Arm ARM, D1.10.2). */
function exceptionVector({ fault, scene, subject }: UncoveredAccess): Cause[] {
  const { address, access } = fault;
  const isVector = address < 0x800n && address % 0x80n === 0n;
  if (access !== 'fetch' || !isVector || isX86(scene) !== false) return [];
  if (address === 0n || address === subject.cell.cpuResetAddress) return [];
  return [
    {
      title: 'the guest took an exception before it had set up its vectors',
      likelihood: 'likely',
      explanation: `${formatHex(address)} is a vector of a CPU whose VBAR_EL1 is still 0. The image does not hold code where the CPU starts (${formatHex(subject.cell.cpuResetAddress)}), or was linked for another address: compare its entry with cpu_reset_address and the address that it is loaded at.`,
      at: subject.path('cpuResetAddress'),
    },
  ];
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
