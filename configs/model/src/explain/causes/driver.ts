// SPDX-License-Identifier: MIT
// What the driver says in the kernel log when it turns something down.
import { pciTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { formatBdf } from '../../board/format-bdf.js';
import type { Cause, Findings } from '../cause.js';
import type { DriverFault, DriverMessage } from '../fault.js';
import { regionPath, regionsByPhysical, contains, systemPath } from '../scene.js';
import type { Scene } from '../scene.js';
import { reservation } from './operation-enable.js';
import { operationName } from './operations.js';
import { predictedCauses } from './predicted.js';

type Words = readonly [title: string, explanation: string];

const words: Readonly<Record<DriverMessage, Words>> = {
  'not-a-system-configuration': [
    'the file is not the configuration of a system',
    'Give enable the .cell file of the system; those of cells go to cell create. A .c file has to be compiled first.',
  ],
  'not-a-cell-configuration': [
    'the file is not the configuration of a cell',
    'Give cell create the .cell file of a cell; that of the system goes to enable.',
  ],
  'revision-mismatch': [
    'the file was compiled with the headers of another revision',
    'Compile it again with the headers of the hypervisor that runs, or convert the .cell file with `cellblock config convert`.',
  ],
  'architecture-mismatch': [
    'the configuration is for another architecture',
    'Set .architecture in the system and in the root cell; left out, it is 0, which is x86. Some versions of the driver report success all the same, and there is no cell.',
  ],
  'no-hyp-mode': [
    'Linux was not started in HYP mode or EL2',
    'Boot loader and firmware have to hand over in the hypervisor mode; on QEMU it needs virtualization=on. Linux itself must not run as a KVM host with VHE.',
  ],
  'vtx-disabled': ['VT-x is switched off', 'Switch it on in the setup of the firmware.'],
  'no-virtualization': [
    'the CPU has neither VT-x nor SVM',
    'In a virtual machine, switch nested virtualisation on.',
  ],
  'memory-not-reserved': [
    "the hypervisor's memory is in use by Linux",
    'It has to be reserved before Linux starts; /proc/iomem shows what is there.',
  ],
  'memory-not-mapped': [
    "the hypervisor's memory cannot be mapped",
    'Linux lacks room for it: boot 32-bit Arm with vmalloc=512M.',
  ],
  'image-missing': [
    'the image of the hypervisor is not where Linux looks for firmware',
    'Install it to /lib/firmware, under the name that the message tells.',
  ],
  'clock-not-mapped': [
    'the clock register of the debug console is wrong',
    'Correct .clock_reg of .debug_console, or leave it and .gate_nr out if the boot loader switches the clock on.',
  ],
  'console-not-mapped': [
    'the debug console cannot be mapped',
    'Correct .address and .size of .debug_console.',
  ],
  'cell-memory-not-mapped': [
    "the cell's memory is RAM of Linux",
    'Memory of cells has to be reserved like that of the hypervisor: memmap= or mem= in the command line, or the device tree.',
  ],
  'cpu-not-online': [
    'a CPU did not come back to Linux',
    'It is parked or stopped, or PSCI could not start it: look at the console of the hypervisor. A reboot brings it back.',
  ],
  'cell-not-destroyed': [
    'a cell denied its end',
    'Ask again, or set JAILHOUSE_CELL_PASSIVE_COMMREG if it is not to be asked.',
  ],
  'pci-device-in-use': [
    "Linux' driver did not let go of a PCI device",
    'Unbind it by hand before the cell is created, or blacklist the driver.',
  ],
  'virtual-host-failed': [
    'the virtual PCI host could not be added to the device tree',
    'The kernel needs CONFIG_OF_OVERLAY and the generic PCI host driver; .pci_domain must be free, and the window behind pci_mmconfig_base below 4 GiB.',
  ],
  'undefined-symbol': [
    'the kernel does not export what the driver needs',
    'Use a kernel with the patches for it; mainline exports none of these since 5.7.',
  ],
  'images-do-not-fit': [
    'no loadable region has room for kernel, initrd and device tree together',
    'Enlarge the RAM of the cell, or give it as one region: an image is not split over regions that lie side by side. The unpacked kernel counts, and behind it the initrd.',
  ],
  'shared-memory-probe': [
    'the virtual PCI host has no MSI-X',
    'On Arm, interrupts of the virtual host are INTx. Set .num_msix_vectors of the device to 0, give it JAILHOUSE_IVSHMEM_BAR_MASK_INTX, and set the bit of its interrupt in a pin_bitmap.',
  ],
  'no-room-for-bar': [
    'the window of the virtual PCI host is too small for the register page',
    'A kernel with pages of 64 KiB needs the BAR masks that end in _64K and a window of that size behind pci_mmconfig_base; one with pages of 4 KiB needs the others.',
  ],
  'comm-abi-mismatch': [
    'the guest was built for another revision of the communication region',
    'It has looked at the signature and the revision there and stopped. Build it again with the inmate library of the hypervisor that runs, or see whether its communication region is where it expects it.',
  ],
  'number-too-large': [
    'a number of the configuration does not fit where the tool puts it',
    'Most often a size was computed as end minus start the wrong way round, so that it wraps: compare the sizes of the memory regions.',
  ],
};

export function explainDriver(fault: DriverFault, scene: Scene): Findings {
  const { about, operation, address, name, cpu } = fault;
  const [title, explanation] = words[about];
  const details = [
    name,
    cpu === undefined ? undefined : `CPU ${cpu}`,
    address === undefined ? undefined : formatHex(address),
  ].filter((text) => text !== undefined);
  const cause: Cause = { title, likelihood: 'certain', explanation, ...placeOf(fault, scene) };
  return {
    happened: [
      `${operationName(operation)} failed in the driver${details.length > 0 ? ` (${details.join(', ')})` : ''}: ${title}.`,
    ],
    causes: [
      withReservation(cause, about, scene),
      ...predictedCauses(scene, { operation }).filter(({ likelihood }) => likelihood === 'certain'),
    ],
  };
}

function withReservation(cause: Cause, about: DriverMessage, scene: Scene): Cause {
  const verdict = about === 'memory-not-reserved' ? reservation(scene) : undefined;
  return verdict?.detail === undefined
    ? cause
    : { ...cause, explanation: `${cause.explanation} ${verdict.detail}` };
}

function placeOf(fault: DriverFault, scene: Scene): Pick<Cause, 'at' | 'fix'> {
  const { about, address } = fault;
  const { system, members, subject } = scene;
  if (about === 'shared-memory-probe' || about === 'no-room-for-bar') {
    return sharedMemoryPlace(fault, scene);
  }
  if (about === 'images-do-not-fit' || about === 'number-too-large') {
    return subject ? { at: subject.path('memoryRegions') } : {};
  }
  if (about === 'cell-memory-not-mapped' && address !== undefined) {
    const region = members
      .filter(({ isRoot }) => !isRoot)
      .flatMap(regionsByPhysical)
      .find(({ range }) => contains(range, address));
    return region ? { at: regionPath(region, 'physStart') } : {};
  }
  if (!system) return {};
  switch (about) {
    case 'memory-not-reserved':
    case 'memory-not-mapped':
      return { at: systemPath(system, 'hypervisorMemory') };
    case 'clock-not-mapped':
      return { at: systemPath(system, 'debugConsole', 'clockReg') };
    case 'console-not-mapped':
      return { at: systemPath(system, 'debugConsole') };
    case 'virtual-host-failed':
      return { at: systemPath(system, 'platformInfo', 'pciMmconfigBase') };
    case 'revision-mismatch':
      return { at: systemPath(system, 'revision') };
    case 'architecture-mismatch':
      return { at: systemPath(system, 'architecture') };
    default:
      return {};
  }
}

/** The device in the cell that Linux runs in, by its number or by what is wrong with it. */
function sharedMemoryPlace({ about, name }: DriverFault, scene: Scene): Pick<Cause, 'at' | 'fix'> {
  const members = scene.subject ? [scene.subject] : scene.members;
  for (const { cell, path, title } of members) {
    const index = cell.pciDevices.findIndex(
      ({ type, bdf }) => type === pciTypes.IVSHMEM && formatBdf(bdf) === name,
    );
    if (index < 0) continue;
    if (about === 'no-room-for-bar') return { at: path('pciDevices', index, 'barMask') };
    const at = path('pciDevices', index, 'numMsixVectors');
    const fix = {
      title: `Give device ${name ?? ''} of ${title} no MSI-X vectors`,
      edits: [setValue(at, 0n)],
    };
    return { at, fix };
  }
  return {};
}
