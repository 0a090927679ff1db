// SPDX-License-Identifier: MIT
// A machine description as arguments of qemu-system-aarch64, as far as its
// "virt" board is that machine.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { AddressRange, MachineDescription } from '../machine-description.js';
import { TargetFailure } from '../target-failure.js';

/** Where the board has its parts; QEMU 7.2, hw/arm/virt.c. */
const VIRT = {
  ram: 0x40000000n,
  distributor: 0x08000000n,
  redistributors: 0x080a0000n,
  uart: 0x09000000n,
  mostCpus: { gicv2: 8, gicv3: 123 },
} as const;

/** Files and sockets of one machine in its folder. */
export interface MachineFiles {
  readonly ram: string;
  readonly gdb: string;
  readonly uart: string;
}

export function filesIn(folder: string): MachineFiles {
  return {
    ram: join(folder, 'ram'),
    gdb: join(folder, 'gdb.sock'),
    uart: join(folder, 'uart0.sock'),
  };
}

/** Fails with machine-not-supported or boot-image-missing. */
export function commandLine(machine: MachineDescription, files: MachineFiles): string[] {
  checkMachine(machine);
  checkBootImage(machine.bootImage);
  const gic = machine.interruptController.kind === 'gicv2' ? '2' : '3,its=off';
  const memory = `${boardRam(machine).size}B`;
  // In QEMU's lists of options a comma is written twice.
  const value = (path: string): string => path.replaceAll(',', ',,');
  const socket = (path: string): string => `${value(path)},server=on,wait=off`;
  return [
    ...['-M', `virt,virtualization=on,gic-version=${gic},memory-backend=ram`],
    ...['-cpu', 'cortex-a57', '-smp', `${machine.cpuCount}`, '-m', memory],
    ...[
      '-object',
      `memory-backend-file,id=ram,size=${memory},mem-path=${value(files.ram)},share=on`,
    ],
    ...['-display', 'none', '-monitor', 'none', '-nodefaults', '-no-reboot', '-S'],
    ...['-chardev', `socket,id=uart0,path=${socket(files.uart)}`, '-serial', 'chardev:uart0'],
    ...['-gdb', `unix:${socket(files.gdb)}`],
    ...['-kernel', machine.bootImage],
  ];
}

/**
 * The board's RAM. It is in one piece, so it has what lies between the ranges
 * of the machine, too: a configuration need not give all of the RAM away.
 */
export function boardRam({ ram }: MachineDescription): AddressRange {
  let size = 0n;
  for (const range of ram) {
    const length = range.start + range.size - VIRT.ram;
    if (length > size) size = length;
  }
  return { start: VIRT.ram, size };
}

function checkMachine(machine: MachineDescription): void {
  const gic = machine.interruptController;
  const [uart, ...moreUarts] = machine.uarts;
  if (boardRam(machine).size === 0n || machine.ram.some(({ start }) => start < VIRT.ram)) {
    unsupported(`has all of its RAM from ${hex(VIRT.ram)} on`);
  }
  if (gic.distributor !== VIRT.distributor) {
    unsupported(`has its GIC distributor at ${hex(VIRT.distributor)}, not ${hex(gic.distributor)}`);
  }
  const redistributors = gic.redistributors ?? VIRT.redistributors;
  if (gic.kind === 'gicv3' && redistributors !== VIRT.redistributors) {
    unsupported(
      `has its GIC redistributors at ${hex(VIRT.redistributors)}, not ${hex(redistributors)}`,
    );
  }
  const most = VIRT.mostCpus[gic.kind];
  if (!(machine.cpuCount >= 1 && machine.cpuCount <= most)) {
    unsupported(`has 1 to ${most} CPUs with a ${gic.kind}, not ${machine.cpuCount}`);
  }
  if (moreUarts.length > 0 || (uart && (uart.kind !== 'pl011' || uart.address !== VIRT.uart))) {
    unsupported(`has one UART, a PL011 at ${hex(VIRT.uart)}`);
  }
}

function unsupported(fact: string): never {
  throw new TargetFailure(
    'machine-not-supported',
    `QEMU's "virt" board cannot be this machine: it ${fact}. Use a system configuration of that board.`,
  );
}

function checkBootImage(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new TargetFailure(
      'boot-image-missing',
      `The boot image ${path} cannot be read. Build it with "npm run build".`,
    );
  }
}

function hex(value: bigint): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
