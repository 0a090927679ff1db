// SPDX-License-Identifier: MIT
// REFUSAL_* of hypervisor/include/cellblock/refusal.h: number, what the
// hypervisor prints for it, and what it says to a person. Tests compare the
// numbers and the printed words with the hypervisor's sources.
import type { ErrnoName } from './errno.js';

export interface RefusalWords {
  readonly number: number;
  /** The words behind `Refused: ` on the console, in lower case. */
  readonly console: string;
  /** What is told of it by its number: memory region, CPU, ...; absent: nothing. */
  readonly subject?: 'memory region' | 'CPU' | 'irqchip entry' | 'interrupt';
  /** Goes behind the subject, or stands alone. */
  readonly text: string;
  readonly errno: ErrnoName;
  /** What to do about it, one sentence. */
  readonly remedy: string;
}

/** By name. */
export const refusals: Readonly<Record<string, RefusalWords>> = {
  REFUSAL_NOT_ROOT: {
    number: 1,
    console: 'only the root cell may ask',
    text: 'only the root cell may ask for this',
    errno: 'EPERM',
    remedy: 'Ask from the root cell.',
  },
  REFUSAL_CELL_LOCKED: {
    number: 2,
    console: 'a running cell is locked against changes',
    text: 'a running cell is locked against changes',
    errno: 'EPERM',
    remedy:
      'Shut down the cell that is in the state running/locked, or wait until it unlocks itself.',
  },
  REFUSAL_NAME_EXISTS: {
    number: 3,
    console: 'a cell of this name or id exists',
    text: 'a cell of this name exists already',
    errno: 'EEXIST',
    remedy: 'Destroy that cell first, or give the new one another name.',
  },
  REFUSAL_CONFIG_TOO_BIG: {
    number: 4,
    console: 'configuration larger than 16 pages',
    text: 'its configuration is larger than 64 KiB',
    errno: 'E2BIG',
    remedy: 'Merge memory regions that lie side by side, or drop what the cell does not need.',
  },
  REFUSAL_CONFIG_SIGNATURE: {
    number: 5,
    console: 'not a cell configuration',
    text: 'its configuration has no valid signature',
    errno: 'EINVAL',
    remedy: 'Give a compiled cell configuration; a system configuration is no cell.',
  },
  REFUSAL_CONFIG_REVISION: {
    number: 6,
    console: 'configuration of another revision',
    text: 'its configuration has another revision',
    errno: 'EINVAL',
    remedy: 'Compile it again with the headers of this hypervisor, or convert the .cell file.',
  },
  REFUSAL_CONFIG_ARCHITECTURE: {
    number: 7,
    console: 'configuration for another architecture',
    text: 'its configuration is for another architecture',
    errno: 'EINVAL',
    remedy: "Set .architecture to the system's.",
  },
  REFUSAL_CONFIG_TRUNCATED: {
    number: 8,
    console: "configuration outside of root's memory",
    text: 'its configuration is cut off',
    errno: 'EINVAL',
    remedy: 'Let the counts be ARRAY_SIZE() of the arrays, and copy the file whole.',
  },
  REFUSAL_CPU_SET_SIZE: {
    number: 9,
    console: 'cpu set of impossible size',
    text: 'its CPU set has an impossible size',
    errno: 'EINVAL',
    remedy: 'Let .cpu_set_size be sizeof(config.cpus), from 8 to 4096 bytes.',
  },
  REFUSAL_CPU_NOT_IN_ROOT: {
    number: 10,
    console: "cpu isn't the root cell's",
    subject: 'CPU',
    text: 'does not belong to the root cell',
    errno: 'EBUSY',
    remedy: 'Choose CPUs of the root cell that no other cell has.',
  },
  REFUSAL_CPU_IS_CALLER: {
    number: 11,
    console: 'cpu is the one that asks',
    subject: 'CPU',
    text: 'is the one that serves the request',
    errno: 'EBUSY',
    remedy: 'Leave that CPU to the root cell.',
  },
  REFUSAL_CPUS_NOT_ONLINE: {
    number: 12,
    console: "root's cpu set and online cpus differ",
    text: "the root cell's CPUs are not those on line",
    errno: 'EINVAL',
    remedy: "Make the root cell's .cpus exactly the CPUs that are on line when enabling.",
  },
  REFUSAL_REGION_HYPERVISOR: {
    number: 13,
    console: 'region over hypervisor memory',
    subject: 'memory region',
    text: "lies over the hypervisor's memory",
    errno: 'EINVAL',
    remedy: 'Move the region, or end it below hypervisor_memory.',
  },
  REFUSAL_REGION_INTERCEPTED: {
    number: 14,
    console: 'region over an emulated device',
    subject: 'memory region',
    text: 'lies over a device that the hypervisor emulates',
    errno: 'EINVAL',
    remedy: 'Take that device out of the region; every cell has its emulated view without one.',
  },
  REFUSAL_REGION_OWNED: {
    number: 15,
    console: 'region is private to another cell',
    subject: 'memory region',
    text: 'is private to another cell',
    errno: 'EBUSY',
    remedy: 'Move one of the two regions, or give JAILHOUSE_MEM_ROOTSHARED to both.',
  },
  REFUSAL_REGION_UNALIGNED: {
    number: 16,
    console: "region can't be mapped by pages",
    subject: 'memory region',
    text: 'cannot be mapped by whole pages',
    errno: 'EINVAL',
    remedy:
      'Make addresses and size multiples of 0x1000, or give the region an access width such as JAILHOUSE_MEM_IO_32.',
  },
  REFUSAL_OUT_OF_MEMORY: {
    number: 17,
    console: 'page pool exhausted',
    text: "the hypervisor's page pool is exhausted",
    errno: 'ENOMEM',
    remedy:
      'Enlarge .hypervisor_memory, or align large regions to 2 MiB so that they need fewer tables.',
  },
  REFUSAL_NO_SUCH_CELL: {
    number: 18,
    console: 'no such cell',
    text: 'there is no such cell',
    errno: 'ENOENT',
    remedy: 'List the cells, and use the id or name that is shown.',
  },
  REFUSAL_ROOT_CELL: {
    number: 19,
    console: "the root cell can't be managed",
    text: 'the root cell cannot be managed',
    errno: 'EINVAL',
    remedy: 'Name another cell; the root cell lives as long as the hypervisor.',
  },
  REFUSAL_SHUTDOWN_DENIED: {
    number: 20,
    console: 'the cell denied its shutdown',
    text: 'the cell denied its shutdown',
    errno: 'EPERM',
    remedy:
      'Ask again, or set JAILHOUSE_CELL_PASSIVE_COMMREG if the cell is not to be asked at all.',
  },
  REFUSAL_CELLS_EXIST: {
    number: 21,
    console: 'cells exist',
    text: 'cells exist',
    errno: 'EBUSY',
    remedy: 'Destroy all cells first.',
  },
  REFUSAL_IRQCHIP: {
    number: 22,
    console: 'impossible interrupt range',
    subject: 'irqchip entry',
    text: 'is impossible',
    errno: 'EINVAL',
    remedy: 'On Arm, .pin_base is a multiple of 32 from 32 to 896; on x86 it is 0.',
  },
  REFUSAL_TOO_MANY_CELLS: {
    number: 23,
    console: 'too many cells',
    text: 'there are too many cells',
    errno: 'ENOMEM',
    remedy: 'Destroy a cell that is no longer needed.',
  },
  REFUSAL_UNSUPPORTED_HARDWARE: {
    number: 24,
    console: "hardware can't be partitioned",
    text: 'this hardware cannot be partitioned',
    errno: 'ENODEV',
    remedy:
      'Compare platform_info with the machine: kind and addresses of its interrupt controller and IOMMUs.',
  },
  REFUSAL_INTERRUPT_OWNED: {
    number: 25,
    console: 'interrupt belongs to another cell',
    subject: 'interrupt',
    text: 'belongs to another cell',
    errno: 'EBUSY',
    remedy: "Clear the interrupt's bit in the pin_bitmap of one of the two cells.",
  },
  REFUSAL_REGION_NO_MEMORY: {
    number: 26,
    console: 'no memory answers in region',
    subject: 'memory region',
    text: 'lies where no memory answers',
    errno: 'EINVAL',
    remedy: 'Move the region to RAM that the machine has.',
  },
};
